/** Waits for an event; jest's own time limit applies. */
import { setImmediate as turn } from 'node:timers/promises';

export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await turn();
}
