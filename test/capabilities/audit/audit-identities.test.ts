/** Whom the audit names: a verified caller by the ids in its token. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { auditLines } from '../../support/audit.js';
import { reader, verifiedGateway, writer, type Verified } from '../../support/authority.js';
import { createMutation, referenceExample } from '../../support/start.js';

const running: Verified[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
});

const identityIn = (token: string, kind: 'user' | 'application'): object => {
  const { tid, oid } = decodeJwt(token);
  return { tenantId: tid, objectId: oid, kind };
};
const create = [createMutation, { input: referenceExample }] as const;

describe.each(['on-behalf-of', 'application'] as const)('in mode %s', (mode) => {
  const start = async (): Promise<Verified> => {
    const gateway = await verifiedGateway(mode, { AUDIT_LOG: 'on' });
    running.push(gateway);
    return gateway;
  };

  it('the audit names the verified user, and not its token', async () => {
    const gateway = await start();
    const token = await gateway.authority.issueUserToken({ user: 'ada', scopes: [writer] });
    await gateway.with(token, ...create);
    expect(auditLines(gateway.log())).toMatchObject([{ who: identityIn(token, 'user'), outcome: 'OK', sent: true }]);
    expect(gateway.log()).not.toContain(token);
  });

  it('a caller without the permission to write has a line that says what was refused', async () => {
    const gateway = await start();
    const token = await gateway.authority.issueUserToken({ user: 'ada', scopes: [reader] });
    await gateway.with(token, ...create);
    const field = 'createMacOSSoftwareUpdateAccountSummary';
    const [line, ...more] = auditLines(gateway.log());
    expect(line).toMatchObject({ who: identityIn(token, 'user'), field, outcome: 'FORBIDDEN', sent: false });
    expect([line?.method, line?.graph, more]).toEqual([undefined, undefined, []]);
    expect(gateway.graph.requests).toEqual([]);
  });

  it('a caller whose token is rejected has none: nothing says who it is', async () => {
    const gateway = await start();
    await gateway.with('a.b.c', ...create);
    expect(auditLines(gateway.log())).toEqual([]);
  });
});

it('the audit names an application as one', async () => {
  const gateway = await verifiedGateway('application', { AUDIT_LOG: 'on' });
  running.push(gateway);
  const token = await gateway.authority.issueAppToken({ roles: [writer] });
  await gateway.with(token, ...create);
  expect(auditLines(gateway.log())).toMatchObject([{ who: identityIn(token, 'application'), outcome: 'OK' }]);
});
