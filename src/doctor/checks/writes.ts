/** `--write`: one marked report is created, read, changed and deleted. It is the only check that changes anything. */
import { randomUUID } from 'node:crypto';
import { filterText, queryText } from '../../graph/odata.js';
import type { Check } from '../check.js';
import { failed, note, ok, type Outcome } from '../finding.js';
import type { Session } from '../session.js';
import { isRow, listPath, rowsIn, shortly, type GraphProbe, type Reply } from '../probes/graph-probe.js';

const typeName = '#microsoft.graph.macOSSoftwareUpdateAccountSummary';
/** Rows to look through where Graph does not filter. */
const lookedThrough = 1000;

export const mayWrite: Check = {
  id: 'graph.may-write',
  group: 'graph',
  checked: 'permission to write',
  after: ['graph.list'],
  run: ({ facts }) => {
    const name = 'DeviceManagementConfiguration.ReadWrite.All';
    if (facts.mayWrite === undefined) return note('the token does not say; --write finds out with one marked report');
    if (facts.mayWrite) return ok(`the token has ${name}`);
    return note(`the token lacks ${name}: creations, changes and deletions get FORBIDDEN`);
  },
};

export const writes: Check = {
  id: 'writes',
  group: 'writes',
  checked: 'create, read, change, delete',
  after: ['graph.list'],
  applies: ({ given }) => given.write,
  run: (session) => undisturbed(() => writeOnce(session)),
};

/** What is created is deleted, also if an operator gives up meanwhile. */
async function undisturbed<Result>(work: () => Promise<Result>): Promise<Result> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const later = (): void => undefined;
  for (const signal of signals) process.on(signal, later);
  try {
    return await work();
  } finally {
    for (const signal of signals) process.off(signal, later);
  }
}

async function writeOnce({ graph, facts }: Session): Promise<Outcome> {
  const displayName = `doctor of the macOS software update gateway ${randomUUID()}, safe to delete`;
  const created = await graph.write('POST', listPath, bodyOf(displayName));
  const id = isRow(created.json) ? created.json.id : undefined;
  if (['FORBIDDEN', 'GRAPH_OPERATION_NOT_OFFERED'].includes(created.failure?.code ?? '')) facts.mayWrite = false;
  if (created.failure !== undefined || id === undefined) return notCreated(graph, created, displayName);
  const path = `${listPath}/${encodeURIComponent(id)}`;
  const read = await graph.get(path);
  const changed = await graph.write('PATCH', path, { '@odata.type': typeName, osVersion: '26.1' });
  const deleted = await graph.write('DELETE', path);
  const steps = { create: created, read, change: changed, delete: deleted };
  const details = Object.fromEntries(Object.entries(steps).map(([name, reply]) => [name, shortly(reply)]));
  if (deleted.failure !== undefined) {
    return failed(
      `not deleted: ${shortly(deleted)}: ${deleted.failure.message}`,
      `Delete the report ${id} by hand`,
      details,
    );
  }
  const broken = Object.entries(steps).filter(([, { failure }]) => failure !== undefined);
  if (broken.length > 0) {
    const texts = broken.map(([name, reply]) => `${name}: ${shortly(reply)}: ${reply.failure?.message}`);
    return failed(
      `${texts.join('; ')}; the report is deleted`,
      'Clients get this error for each such operation',
      details,
    );
  }
  if (changed.status === 204)
    return note('all work; a change answers 204 without the report, so the gateway reads it again', details);
  return ok('all work, and the report is deleted', details);
}

async function notCreated(graph: GraphProbe, created: Reply, displayName: string): Promise<Outcome> {
  const { failure } = created;
  const details = { code: failure?.code ?? 'GRAPH_BAD_RESPONSE', create: shortly(created) };
  const text = `not created: ${shortly(created)}: ${failure?.message ?? 'the answer is not a report'}`;
  switch (failure?.code) {
    case 'GRAPH_OPERATION_NOT_OFFERED':
      return failed(
        text,
        'This tenant offers reports for reading only; clients get GRAPH_OPERATION_NOT_OFFERED',
        details,
      );
    case 'FORBIDDEN':
      return failed(
        text,
        'Grant DeviceManagementConfiguration.ReadWrite.All, and in Intune a role that may write',
        details,
      );
    case undefined:
    case 'OUTCOME_UNKNOWN': {
      const ids = await idsOf(graph, displayName);
      const left: string[] = [];
      for (const id of ids) {
        const { failure: kept } = await graph.write('DELETE', `${listPath}/${encodeURIComponent(id)}`);
        if (kept !== undefined) left.push(id);
      }
      const found =
        ids.length === 0
          ? 'no such report is there yet'
          : `it was stored (${ids.length}), and ${left.length === 0 ? 'is deleted' : 'could not be deleted'}`;
      const advice =
        ids.length > 0 && left.length === 0
          ? 'Have clients send idempotency keys: docs/idempotency.md. An answer was lost on the way'
          : `It may appear later: look for the report named "${displayName}", and delete it`;
      return failed(`the outcome of the creation was unknown: ${shortly(created)}; ${found}`, advice, details);
    }
    default:
      return failed(text, 'Clients get this error for each creation', details);
  }
}

/** Never a report of another name, whatever Graph makes of the filter. */
async function idsOf(graph: GraphProbe, displayName: string): Promise<readonly string[]> {
  const literal = { type: 'string', value: displayName } as const;
  const $filter = filterText({ kind: 'compare', property: 'displayName', operator: 'eq', literal });
  for (const options of [{ $filter }, { $top: lookedThrough }]) {
    const { json } = await graph.get(`${listPath}${queryText(options)}`);
    const ids = (rowsIn(json) ?? []).filter((row) => row['displayName'] === displayName).map(({ id }) => id);
    if (ids.length > 0) return ids;
  }
  return [];
}

function bodyOf(displayName: string): object {
  return {
    '@odata.type': typeName,
    displayName,
    deviceId: 'doctor',
    userId: 'doctor',
    deviceName: 'doctor',
    userPrincipalName: 'doctor',
    osVersion: '26.0',
    successfulUpdateCount: 0,
    failedUpdateCount: 0,
    totalUpdateCount: 0,
    lastUpdatedDateTime: new Date().toISOString(),
  };
}
