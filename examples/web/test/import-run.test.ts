/** Whatever happens to requests, pages, callers and keys: no row is stored twice. */
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Failure } from '../src/api/failure';
import type { RowAnswer } from '../src/importing/run/answer';
import { ImportRun, type Parts } from '../src/importing/run/import-run';
import { asUnlooked, countsOf, slicesOf, type ImportRow, type Slice } from '../src/importing/run/rows';
import { callerDigest, identityOf } from '../src/importing/run/caller';

const keyLifetimeMs = 3_600_000;

function failure(code: string, changes: Partial<Failure> = {}): Failure {
  const texts = { title: code, sentence: `${code}.`, code, requestId: undefined, asksForProof: false };
  const lists = { requiredScopes: [], brokenRules: [], lookUp: [] };
  return {
    ...texts,
    ...lists,
    retryAfterSeconds: undefined,
    remedy: 'try again',
    outcome: 'not carried out',
    ...changes,
  };
}
const network = failure('NETWORK', { remedy: 'go online', outcome: 'unknown' });
const unknown = failure('OUTCOME_UNKNOWN', { remedy: 'look', outcome: 'unknown' });
const throttled = failure('RATE_LIMITED', { remedy: 'wait', retryAfterSeconds: 7 });
const absent = failure('NOT_FOUND', { remedy: 'go back', outcome: 'absent' });
const unreadable = failure('GRAPH_BAD_RESPONSE');
const signedOut = failure('UNAUTHENTICATED', { remedy: 'sign in' });

const events = [
  'answered',
  'request lost',
  'answer lost',
  'browser sends it twice',
  'some throttled',
  'all throttled',
  'outcome unknown, stored',
  'outcome unknown, not stored',
  'signed out',
  'stored reports throttled',
  'stored reports not shown yet',
  'stored reports unreadable',
  'page dies before it is sent',
  'page dies after it is stored',
] as const;
type Event = (typeof events)[number];

interface Interruption {
  readonly hours: number;
  readonly caller: string;
}

/** A gateway with its keys over a Graph, and what a script does to the requests. */
class World {
  now = 1_000_000_000;
  caller: string | undefined = 'ada';
  isDead = false;
  readonly sent: ImportRow[][] = [];
  /** How often each row is in Graph. */
  readonly stored = new Map<number, number>();
  readonly saved = new Map<number, Slice>();
  readonly #keys = new Map<string, { expiresAt: number; isStored: boolean }>();

  constructor(
    private readonly script: Event[],
    /** Rows whose input breaks a rule. */
    private readonly wrong: ReadonlySet<number> = new Set(),
  ) {}

  parts(): Parts {
    return {
      send: (rows) => this.#send(rows),
      find: ({ number }) => Promise.resolve({ id: this.stored.has(number) ? `r${number}` : undefined }),
      save: (slice) => Promise.resolve(void this.saved.set(slice.index, slice)),
      caller: () => Promise.resolve(this.caller),
      keyLifetimeMs,
      now: () => this.now,
      sleep: (ms) => Promise.resolve(void (this.now += ms === 'offline' ? 60_000 : ms)),
      isOnline: () => true,
    };
  }

  async #send(rows: readonly ImportRow[]): ReturnType<Parts['send']> {
    this.now += 500;
    this.sent.push([...rows]);
    const event = this.script.shift() ?? 'answered';
    const brokenRules = rows.flatMap(({ number }, index) =>
      this.wrong.has(number) ? [{ property: 'osVersion', message: 'osVersion is wrong', index }] : [],
    );
    // A gateway checks all inputs before it sends any.
    if (brokenRules.length > 0) {
      return {
        failure: event === 'answer lost' ? network : failure('BAD_USER_INPUT', { remedy: 'correct', brokenRules }),
      };
    }
    const create = (isLost = false, isStored = true): readonly RowAnswer[] =>
      rows.map((row) => this.#create(row, isLost, isStored));
    // The gateway reads what an earlier request with the same key has stored.
    const unlessRead = (failed: Failure): readonly RowAnswer[] =>
      rows.map((row) => {
        const answer = this.#create(row);
        return answer.failure === undefined && answer.replayed ? { failure: failed } : answer;
      });
    switch (event) {
      case 'answered':
        return { rows: create() };
      case 'request lost':
        return { failure: network };
      case 'answer lost':
        create();
        return { failure: network };
      case 'browser sends it twice':
        create();
        return { rows: create() };
      case 'some throttled':
        return { rows: rows.map((row, index) => (index % 2 === 0 ? { failure: throttled } : this.#create(row))) };
      case 'all throttled':
        return { failure: throttled };
      case 'outcome unknown, stored':
        return { rows: create(true) };
      case 'outcome unknown, not stored':
        return { rows: create(true, false) };
      case 'signed out':
        return { failure: signedOut };
      case 'stored reports throttled':
        return { rows: unlessRead(throttled) };
      case 'stored reports not shown yet':
        return { rows: unlessRead(absent) };
      case 'stored reports unreadable':
        return { rows: unlessRead(unreadable) };
      case 'page dies after it is stored':
      case 'page dies before it is sent':
        if (event === 'page dies after it is stored') create();
        this.isDead = true;
        return new Promise(() => undefined);
    }
  }

  #create({ number, key }: ImportRow, isLost = false, isStored = true): RowAnswer {
    const name = `${this.caller} ${key}`;
    const known = this.#keys.get(name);
    if (known !== undefined && known.expiresAt > this.now) {
      return known.isStored ? { id: `r${number}`, replayed: true } : { failure: unknown };
    }
    this.#keys.set(name, { expiresAt: this.now + keyLifetimeMs, isStored });
    if (isStored) this.stored.set(number, (this.stored.get(number) ?? 0) + 1);
    return isLost ? { failure: unknown } : { id: `r${number}`, replayed: false };
  }
}

const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ number: index + 2, cells: [`d${index}`], problems: [], bytes: 300 }));

/** Runs until the import is done, stops for a person, or its page dies. */
async function once(world: World, slices: readonly Slice[]): Promise<ImportRun> {
  world.isDead = false;
  const run = new ImportRun(slices, world.parts());
  run.start();
  await until(() => world.isDead || run.progress().phase !== 'running');
  return run;
}

async function until(isSo: () => boolean): Promise<void> {
  for (let turn = 0; turn < 100_000 && !isSo(); turn += 1) await Promise.resolve();
}

const saved = (world: World): Slice[] => [...world.saved.values()].toSorted((a, b) => a.index - b.index);

async function finished(
  rows: number,
  script: Event[],
  interruptions: Interruption[] = [],
  wrong: readonly number[] = [],
): Promise<World> {
  const world = new World(script, new Set(wrong));
  const slices = slicesOf(rowsOf(rows));
  for (const slice of slices) world.saved.set(slice.index, slice);
  for (let opened = 0; opened < 100; opened += 1) {
    await once(world, saved(world));
    const { waiting, sent } = countsOf(saved(world));
    if (waiting + sent === 0) return world;
    const { hours, caller } = interruptions.shift() ?? { hours: 0, caller: world.caller };
    world.now += hours * 3_600_000;
    world.caller = caller;
  }
  throw new Error('The import does not end.');
}

it('stores each row at most once, and says what became of it', async () => {
  const interruption = fc.record({
    hours: fc.constantFrom(0, 0.5, 0.999, 2, 200),
    caller: fc.constantFrom('ada', 'ben'),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 240 }),
      fc.array(fc.constantFrom(...events), { maxLength: 25 }),
      fc.array(interruption, { maxLength: 12 }),
      fc.array(fc.integer({ min: 2, max: 242 }), { maxLength: 9 }),
      async (count, script, interruptions, wrong) => {
        const world = await finished(count, script, interruptions, wrong);
        for (const { number, outcome } of saved(world).flatMap(({ rows }) => rows)) {
          expect([number, outcome.kind, world.stored.get(number) ?? 0]).toEqual([
            number,
            outcome.kind,
            outcome.kind === 'stored' ? 1 : 0,
          ]);
        }
      },
    ),
    { numRuns: 200 },
  );
});

it('a repeat has the same keys, and nothing that is stored is sent again', async () => {
  const world = await finished(3, ['answer lost', 'some throttled']);
  expect(world.sent.map((rows) => rows.map(({ number }) => number))).toEqual([
    [2, 3, 4],
    [2, 3, 4],
    [2, 4],
  ]);
  const keys = world.sent.map((rows) => new Map(rows.map(({ number, key }) => [number, key])));
  for (const [number, key] of keys[2] ?? []) expect([keys[0]?.get(number), keys[1]?.get(number)]).toEqual([key, key]);
});

it.each<[string, Interruption]>([
  ['the key has expired', { hours: 2, caller: 'ada' }],
  ['another person goes on', { hours: 0, caller: 'ben' }],
])('a row that may be stored is looked for, and not sent again, when %s', async (_why, interruption) => {
  const world = await finished(2, ['page dies after it is stored'], [interruption]);
  expect(world.sent.length).toBe(1);
  expect(saved(world).flatMap(({ rows }) => rows.map(({ outcome }) => outcome))).toEqual([
    { kind: 'stored', id: 'r2', how: 'found' },
    { kind: 'stored', id: 'r3', how: 'found' },
  ]);
});

it('the age of a key counts from the first time that it was sent, whatever was repeated since', async () => {
  const later = { hours: 0.6, caller: 'ada' };
  const script: Event[] = ['page dies after it is stored', 'page dies before it is sent'];
  const world = await finished(1, script, [later, later]);
  expect([world.sent.length, world.stored.get(2)]).toEqual([2, 1]);
  expect(saved(world)[0]?.rows[0]?.outcome).toEqual({ kind: 'stored', id: 'r2', how: 'found' });
});

it.each<[string, Event]>([
  ['is throttled', 'stored reports throttled'],
  ['does not find it yet', 'stored reports not shown yet'],
  ['gets nothing that can be read', 'stored reports unreadable'],
])('a report that is stored is never said to be not stored when the repeat that reads it %s', async (_what, event) => {
  const world = new World(['answer lost', event]);
  const run = new ImportRun(slicesOf(rowsOf(2)), world.parts());
  const said = new Set<string>();
  run.subscribe(() => {
    const { waiting, refused } = run.progress().counts;
    if (world.stored.size > 0) said.add(`${waiting} waiting, ${refused} refused`);
  });
  run.start();
  await until(() => run.progress().phase === 'done');
  expect([...said]).toEqual(['0 waiting, 0 refused']);
  expect([world.stored.get(2), run.progress().counts]).toMatchObject([1, { stored: 2 }]);
});

it('what is not found has an unknown outcome, and is found once it is there', async () => {
  const world = await finished(1, ['page dies before it is sent'], [{ hours: 2, caller: 'ada' }]);
  expect(countsOf(saved(world)).unknown).toBe(1);
  world.stored.set(2, 1);
  await once(world, saved(world).map(asUnlooked));
  expect([world.sent.length, countsOf(saved(world))]).toMatchObject([1, { stored: 1, unknown: 0 }]);
});

it('an input that the gateway calls wrong is refused at its column, and the others are sent', async () => {
  const world = await finished(3, [], [], [2]);
  expect(saved(world)[0]?.rows.map(({ outcome }) => outcome)).toMatchObject([
    { kind: 'refused', problems: [{ property: 'osVersion' }] },
    { kind: 'stored' },
    { kind: 'stored' },
  ]);
});

it('waits as long as the gateway says, and gives up on a gateway that cannot be reached', async () => {
  const waited = new World(['all throttled']);
  await once(waited, slicesOf(rowsOf(1)));
  expect(waited.now).toBe(1_000_000_000 + 7000 + 2 * 500);

  const world = new World(Array<Event>(50).fill('request lost'));
  const run = await once(world, slicesOf(rowsOf(1)));
  expect(run.progress()).toMatchObject({ phase: 'paused', failure: { code: 'NETWORK' } });
  expect(world.sent.length).toBe(8);
});

it('nothing is sent that could not be written down', async () => {
  const world = new World([]);
  const run = new ImportRun(slicesOf(rowsOf(1)), {
    ...world.parts(),
    save: () => Promise.reject(new Error('The quota is exceeded.')),
  });
  run.start();
  await run.pause();
  expect(run.progress()).toMatchObject({ phase: 'paused', failure: { code: 'STORAGE' } });
  expect(world.sent).toEqual([]);
});

it('nothing is sent, nor written down as sent, once the sign-in has ended; it goes on after the next one', async () => {
  const world = new World([]);
  world.caller = undefined;
  const run = await once(world, slicesOf(rowsOf(2)));
  expect(run.progress()).toMatchObject({ phase: 'paused', failure: { remedy: 'sign in' }, counts: { waiting: 2 } });
  world.caller = 'ada';
  run.start();
  await until(() => run.progress().phase === 'done');
  expect([world.sent.length, run.progress().counts]).toMatchObject([1, { stored: 2 }]);
});

it('a caller is tenant, user and application, whatever the token, or a whole token that is not a JWT', async () => {
  const jwt = (claims: object): string => `Bearer a.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c`;
  const ada = { tid: 't', oid: 'ada', appid: 'app' };
  expect(identityOf(jwt({ ...ada, iat: 1 }))).toBe(identityOf(jwt({ ...ada, iat: 2, name: 'Äda' })));
  const others = [
    jwt({ ...ada, oid: 'ben' }),
    jwt({ ...ada, tid: 'u' }),
    jwt({ ...ada, appid: 'x' }),
    'Bearer x',
    'Bearer y',
    '',
  ];
  expect(new Set([jwt(ada), ...others].map(identityOf)).size).toBe(others.length + 1);
  expect(await callerDigest(jwt(ada), 'salt')).toMatch(/^[0-9a-f]{64}$/);
  expect(await callerDigest(jwt(ada), 'salt')).not.toBe(await callerDigest(jwt(ada), 'other salt'));
});
