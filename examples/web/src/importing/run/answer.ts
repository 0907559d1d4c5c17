/** What the answer to a slice means for its rows, and for what comes next. */
import { isTemporary, type BrokenRule, type Failure } from '../../api/failure';
import { isOpen, isSent, withOutcomes, type ImportRow, type Outcome, type Slice } from './rows';

export type RowAnswer =
  | { readonly id: string; readonly replayed: boolean; readonly failure?: never }
  | { readonly id?: never; readonly failure: Failure };

export type Answer =
  | { readonly rows: readonly RowAnswer[]; readonly failure?: never }
  | { readonly rows?: never; readonly failure: Failure };

export interface Verdict {
  readonly slice: Slice;
  /** The keys of rows that the gateway does not find, and never sends again. */
  readonly doubtful?: ReadonlySet<string>;
  /** Why another try has to wait. */
  readonly wait?: Failure | undefined;
  /** Why the import stops until a person has acted. */
  readonly stop?: Failure | undefined;
}

/** `sent`: the slice as it was written down before it left; `before` without that. */
export function verdictOf(before: Slice, sent: Slice, answer: Answer): Verdict {
  const rows = before.rows.filter(isOpen);
  return answer.failure === undefined
    ? verdictOfRows(sent, rows, answer.rows)
    : verdictOfAll(before, sent, rows, answer.failure);
}

function verdictOfRows(sent: Slice, rows: readonly ImportRow[], answers: readonly RowAnswer[]): Verdict {
  const outcomes = new Map<string, Outcome>();
  const doubtful = new Set<string>();
  const failures: Failure[] = [];
  for (const [index, row] of rows.entries()) {
    const outcome = outcomeOf(row, answers[index]);
    const failure = answers[index]?.failure;
    if (outcome !== undefined) outcomes.set(row.key, outcome);
    else if (!isForLater(failure)) doubtful.add(row.key);
    if (outcome === undefined && failure !== undefined) failures.push(failure);
  }
  return {
    slice: withOutcomes(sent, outcomes),
    doubtful,
    wait: longest(failures),
    stop: failures.find(stopsAll),
  };
}

/**
 * Undefined: it stays open, because it may have been stored. A repeat with the key of a report that is stored reads it, and
 * what fails may be that reading. The rules of an input are checked before that.
 */
function outcomeOf(row: ImportRow, answer: RowAnswer | undefined): Outcome | undefined {
  if (answer === undefined) return undefined;
  if (answer.failure === undefined) return { kind: 'stored', id: answer.id, how: answer.replayed ? 'before' : 'now' };
  const { failure } = answer;
  if (failure.outcome !== 'not carried out' || isForLater(failure)) return undefined;
  if (isSent(row) && failure.brokenRules.length === 0) return undefined;
  return { kind: 'refused', problems: problemsOf(failure) };
}

/** The same row with the same key is sent again: after a wait, or when the person has acted. */
const isForLater = (failure: Failure | undefined): boolean =>
  failure !== undefined && (failure.outcome === 'running' || isTemporary(failure) || stopsAll(failure));

/** What concerns the caller or the tenant, and would be the same for every row. */
const stopsAll = ({ remedy, outcome }: Failure): boolean =>
  outcome === 'not carried out' && (remedy === 'sign in' || remedy === 'ask for a permission' || remedy === 'go back');

function verdictOfAll(before: Slice, sent: Slice, rows: readonly ImportRow[], failure: Failure): Verdict {
  // The gateway checks all inputs before anything else: the rows that it names are wrong, and none was sent.
  const refused = Map.groupBy(failure.brokenRules, ({ index }) => index);
  const outcomes = new Map(
    rows.flatMap(({ key }, index) => {
      const problems = failure.remedy === 'correct' ? refused.get(index) : undefined;
      return problems === undefined ? [] : [[key, { kind: 'refused', problems } as const] as const];
    }),
  );
  if (outcomes.size > 0) return { slice: withOutcomes(before, outcomes) };
  // A browser that loses a connection sends the same bytes again by itself, and this may be the answer to those alone.
  const hasToWait = isTemporary(failure) || failure.outcome === 'unknown';
  return { slice: sent, ...(hasToWait ? { wait: failure } : { stop: failure }) };
}

const problemsOf = ({ brokenRules, sentence }: Failure): readonly BrokenRule[] =>
  brokenRules.length > 0 ? brokenRules : [{ property: undefined, message: sentence.replace(/\.$/, '') }];

const longest = (failures: readonly Failure[]): Failure | undefined =>
  failures.toSorted((a, b) => (b.retryAfterSeconds ?? 0) - (a.retryAfterSeconds ?? 0))[0];
