/**
 * Every interleaving of a few attempts with one key, over the rules of src/idempotency/record.ts: how often does Graph
 * store the report?
 *
 * Any command may be carried out with its answer lost, carried out later, or never. A write may be stored, refused, or
 * lost: then it is stored now, later or never. Any attempt may stop anywhere, which is the same as not taking its next
 * step. The clock of the store may pass any lease, and step back.
 */
import * as rules from '../../src/idempotency/record.js';
import type { KeyRecord, Verdict } from '../../src/idempotency/record.js';

export type Rules = Pick<typeof rules, 'claim' | 'send' | 'settle'>;

type Place = 'start' | 'claimed' | 'may write' | 'stored' | 'stored nothing' | 'unknown' | 'resolved' | 'ended';
type Command = 'claim' | 'send' | Verdict['kind'];

interface AttemptState {
  readonly place: Place;
  /** Tries that may follow a refusal. */
  readonly triesLeft: number;
  /** Sent to the store, and neither carried out nor lost yet. */
  readonly late: readonly Command[];
  /** Graph has the write and may still store it. */
  readonly lateWrite: boolean;
}

interface State {
  readonly record: KeyRecord | undefined;
  readonly stored: number;
  readonly now: number;
  readonly clockMoves: number;
  readonly attempts: readonly AttemptState[];
}

export interface Explored {
  readonly states: number;
  readonly mostStored: number;
  /** The kinds of all claims. */
  readonly claims: ReadonlySet<string>;
}

const leaseMs = 10;
/** Nothing expires while the model runs: a lost record may double, and the documentation says so. */
const ttlMs = 1e6;

export function explore(
  { attempts, clockMoves }: { readonly attempts: number; readonly clockMoves: number },
  { claim, send, settle }: Rules = rules,
): Explored {
  const fresh: AttemptState = { place: 'start', triesLeft: 1, late: [], lateWrite: false };
  const first: State = {
    record: undefined,
    stored: 0,
    now: 1000,
    clockMoves,
    attempts: Array.from({ length: attempts }, () => fresh),
  };
  const claims = new Set<string>();
  const seen = new Set<string>();
  const waiting = [first];
  let mostStored = 0;

  const carriedOut = (state: State, index: number, command: Command): { record: State['record']; answer: unknown } => {
    const by = { owner: `owner ${index}`, leaseMs, ttlMs };
    if (command === 'claim') return claim(state.record, 'payload', by, state.now);
    if (command === 'send') return send(state.record, by, state.now);
    const verdict: Verdict = command === 'done' ? { kind: 'done', id: 'report' } : { kind: command };
    return { record: settle(state.record, verdict, by, state.now), answer: undefined };
  };

  /** The four fates of a command. `seen`: the state after its answer. */
  const issue = (
    state: State,
    index: number,
    command: Command,
    next: (answer: unknown, attempt: AttemptState) => AttemptState,
    lost: Place,
  ): State[] => {
    const attempt = state.attempts[index] as AttemptState;
    const { record, answer } = carriedOut(state, index, command);
    const without = { ...attempt, place: lost };
    return [
      withAttempt({ ...state, record }, index, next(answer, attempt)),
      withAttempt({ ...state, record }, index, without),
      withAttempt(state, index, without),
      withAttempt(state, index, { ...without, late: [...attempt.late, command] }),
    ];
  };

  const to =
    (place: Place) =>
    (_answer: unknown, attempt: AttemptState): AttemptState => ({ ...attempt, place });

  const stepsOf = (state: State, index: number): State[] => {
    const attempt = state.attempts[index] as AttemptState;
    const at = (place: Place, more: Partial<AttemptState> = {}): State =>
      withAttempt(state, index, { ...attempt, place, ...more });
    switch (attempt.place) {
      case 'start':
        return issue(
          state,
          index,
          'claim',
          (answer) => {
            const { kind } = answer as rules.Claim;
            claims.add(kind);
            if (kind === 'new') return { ...attempt, place: 'claimed' };
            return { ...attempt, place: kind === 'unknown' && state.stored > 0 ? 'resolved' : 'ended' };
          },
          'stored nothing',
        );
      case 'claimed':
        return issue(
          state,
          index,
          'send',
          (answer) => ({ ...attempt, place: answer === true ? 'may write' : 'ended' }),
          'stored nothing',
        );
      case 'may write': {
        const stored = { ...state, stored: state.stored + 1 };
        return [
          withAttempt(stored, index, { ...attempt, place: 'stored' }),
          withAttempt(stored, index, { ...attempt, place: 'unknown' }),
          at('unknown'),
          at('unknown', { lateWrite: true }),
          at('stored nothing'),
          ...(attempt.triesLeft > 0 ? [at('claimed', { triesLeft: attempt.triesLeft - 1 })] : []),
        ];
      }
      case 'stored':
      case 'resolved':
        return issue(state, index, 'done', to('ended'), 'ended');
      case 'unknown':
        return issue(state, index, 'unknown', to('ended'), 'ended');
      case 'stored nothing':
        return issue(state, index, 'free', to('ended'), 'ended');
      case 'ended':
        return [];
    }
  };

  const surroundings = (state: State): State[] => {
    const moved = (by: number): State => ({ ...state, now: state.now + by, clockMoves: state.clockMoves - 1 });
    return [
      ...(state.clockMoves > 0 ? [moved(leaseMs), moved(-leaseMs)] : []),
      ...state.attempts.flatMap((attempt, index) => [
        ...(attempt.lateWrite
          ? [withAttempt({ ...state, stored: state.stored + 1 }, index, { ...attempt, lateWrite: false })]
          : []),
        ...attempt.late.map((command, at) =>
          withAttempt({ ...state, record: carriedOut(state, index, command).record }, index, {
            ...attempt,
            late: attempt.late.toSpliced(at, 1),
          }),
        ),
      ]),
    ];
  };

  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    const key = JSON.stringify(state);
    if (seen.has(key)) continue;
    seen.add(key);
    mostStored = Math.max(mostStored, state.stored);
    // Broken rules would otherwise be explored without an end.
    if (mostStored > 1) break;
    const own = state.attempts.flatMap((_, index) => stepsOf(state, index));
    waiting.push(...own, ...surroundings(state));
  }
  return { states: seen.size, mostStored, claims };
}

function withAttempt(state: State, index: number, attempt: AttemptState): State {
  return { ...state, attempts: state.attempts.with(index, attempt) };
}
