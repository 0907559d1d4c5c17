/** Waits for something that is about to happen; jest's own time limit is the bound. */
import { setImmediate as turn } from 'node:timers/promises';

export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await turn();
}
