/** Runs checks one after the other. Each has a time limit, and none can end the program. */
import pTimeout, { TimeoutError } from 'p-timeout';
import { failureWord } from '../core/failure-word.js';
import { failed, notTried, notTriedPrefix, type Group, type Outcome } from './finding.js';
import type { Session } from './session.js';

export interface Check {
  /** Stable between versions. */
  readonly id: string;
  readonly group: Group;
  /** What is checked, for a person. */
  readonly checked: string | ((session: Session) => string);
  /** Checks without which this one says nothing. Every check but the first needs the configuration. */
  readonly after?: readonly string[];
  /** False: this configuration, as far as it is known, does not need it, and there is nothing to report. */
  readonly applies?: (session: Session) => boolean;
  /** Undefined: there is nothing to report. */
  readonly run: (session: Session) => Promise<Outcome | undefined> | Outcome | undefined;
}

/** The first check. */
export const configurationId = 'configuration';
/** A check of many calls to a slow Graph needs its time; one that hangs ends here. */
const timeLimitMs = 60_000;

export async function runChecks(checks: readonly Check[], session: Session): Promise<void> {
  /** By the id of a check that was not tried: why. */
  const causes = new Map<string, string>();
  for (const check of checks) {
    if (check.applies?.(session) === false) continue;
    const cause = missing(check, checks, session, causes);
    if (cause !== undefined) {
      causes.set(check.id, cause);
      add(check, session, notTried(cause));
      continue;
    }
    session.begins(titleOf(check, session));
    const outcome = await outcomeOf(check, session);
    if (outcome?.status === 'not-tried') causes.set(check.id, outcome.found.replace(notTriedPrefix, ''));
    if (outcome !== undefined) add(check, session, outcome);
  }
}

/** Why a check cannot be run. */
function missing(
  check: Check,
  checks: readonly Check[],
  session: Session,
  causes: ReadonlyMap<string, string>,
): string | undefined {
  const needed = check.id === configurationId ? [] : [configurationId, ...(check.after ?? [])];
  for (const id of needed) {
    const status = session.findings.statusOf(id);
    if (status !== 'failed' && status !== 'not-tried') continue;
    const first = checks.find((other) => other.id === id);
    const title = first === undefined ? id : titleOf(first, session);
    // The first cause is the one to mend.
    return causes.get(id) ?? `"${title}" ${status === 'failed' ? 'failed' : 'was not tried'}`;
  }
  return undefined;
}

async function outcomeOf(check: Check, session: Session): Promise<Outcome | undefined> {
  try {
    return await pTimeout(Promise.resolve(check.run(session)), { milliseconds: timeLimitMs });
  } catch (error) {
    if (error instanceof TimeoutError) {
      return failed(`no result within ${timeLimitMs / 1000} s`, 'Run the doctor again; then look at the network');
    }
    // Texts of libraries may hold requests.
    const word = failureWord(error) ?? (error instanceof Error ? error.name : typeof error);
    return failed(`the check itself failed (${word})`, 'Report this as a fault of the doctor, with this line');
  }
}

function add(check: Check, session: Session, outcome: Outcome): void {
  session.findings.add({ id: check.id, group: check.group, checked: titleOf(check, session), ...outcome });
}

function titleOf({ checked }: Check, session: Session): string {
  return typeof checked === 'string' ? checked : checked(session);
}
