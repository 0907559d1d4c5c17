import { expect, it } from '@jest/globals';
import { StartedParts } from '../../src/started-parts.js';

it('stops the parts one after the other, the last one first', async () => {
  const parts = new StartedParts();
  const events: string[] = [];
  for (const name of ['tokens', 'transport', 'http']) {
    expect(
      parts.add(name, async (part) => {
        events.push(`${part} stops`);
        await Promise.resolve();
        events.push(`${part} stopped`);
      }),
    ).toBe(name);
  }
  await parts.stop();
  expect(events).toEqual(['http', 'transport', 'tokens'].flatMap((name) => [`${name} stops`, `${name} stopped`]));
});

it('stops the parts once, however often it is called', async () => {
  const parts = new StartedParts();
  let stops = 0;
  parts.add('http', () => (stops += 1));
  await Promise.all([parts.stop(), parts.stop()]);
  await parts.stop();
  expect(stops).toBe(1);
});

it('stops the other parts too when one fails to stop, and then throws that failure', async () => {
  const parts = new StartedParts();
  const stopped: string[] = [];
  const failures = [new Error('redis hangs'), new Error('the socket is gone')];
  parts.add('tokens', (part) => stopped.push(part));
  parts.add('redis', () => Promise.reject(failures[0] as Error));
  parts.add('transport', (part) => stopped.push(part));
  parts.add('http', () => {
    throw failures[1] as Error;
  });
  await expect(parts.stop()).rejects.toMatchObject({ errors: failures.toReversed() });
  expect(stopped).toEqual(['transport', 'tokens']);
});
