import { describe, expect, it } from '@jest/globals';
import { TokenCache, maxTokens, type GraphToken } from '../../src/auth/authority/token-cache.js';

const minute = 60_000;
/** Returns numbered tokens that last an hour. */
function setup(refreshAhead: boolean) {
  let now = 1_000_000;
  let acquired = 0;
  const cache = new TokenCache(refreshAhead, () => now);
  const acquire = (): Promise<GraphToken> =>
    Promise.resolve({ token: `token-${(acquired += 1)}`, expiresAt: now + 60 * minute });
  return { cache, acquire, pass: (ms: number) => (now += ms), get: (key = 'a') => cache.get(key, acquire) };
}

describe('cached tokens', () => {
  it('serve until a minute before their end, and not longer', async () => {
    const { get, pass } = setup(false);
    expect(await get()).toBe('token-1');
    pass(59 * minute - 1);
    expect(await get()).toBe('token-1');
    pass(1);
    expect(await get()).toBe('token-2');
  });

  it('are replaced before they expire while the old one is used, one try in half a minute', async () => {
    const { get, pass, cache } = setup(true);
    await get();
    pass(55 * minute);
    const away = (): Promise<GraphToken> => Promise.reject(new Error('away'));
    expect(await cache.get('a', away)).toBe('token-1');
    await new Promise(setImmediate);
    expect(await get()).toBe('token-1');
    pass(minute);
    expect(await get()).toBe('token-1');
    await new Promise(setImmediate);
    expect(await get()).toBe('token-2');
  });

  it('are dropped when they are rejected, and a newer one is not', async () => {
    const { get, cache } = setup(false);
    await get();
    cache.drop('a', 'token-0');
    expect(await get()).toBe('token-1');
    cache.drop('a', 'token-1');
    expect(await get()).toBe('token-2');
  });

  it('are not affected by a failure: the next request tries again', async () => {
    const { cache, get } = setup(false);
    await expect(cache.get('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await get()).toBe('token-1');
  });

  it('are limited in number, whatever the callers are', async () => {
    const { get, cache } = setup(false);
    for (let user = 0; user < maxTokens + 100; user += 1) await get(`user-${user}`);
    expect(cache.size).toBe(maxTokens);
  });
});
