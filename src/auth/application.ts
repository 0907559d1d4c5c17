/**
 * Application mode: Graph sees the gateway's own application for every caller, so the gateway itself checks the
 * callers.
 *
 * @azure/identity gets the tokens. All callers use the same one, which is replaced before it expires.
 */
import { CredentialUnavailableError } from '@azure/identity';
import type { GatewayError } from '../core/gateway-error.js';
import type { Operation } from '../core/operation.js';
import type { Caller } from '../core/caller.js';
import type { AuditIdentity } from '../telemetry/audit-line.js';
import type { Access, TokenSource } from '../core/token-source.js';
import type { Admission } from './callers/admission.js';
import { AuthorityError, internalError } from './authority/authority-failure.js';
import { AuthorityNetwork, type AuthorityHttp } from './authority/authority-http.js';
import type { Registration } from '../config/auth.js';
import { settingOf, tokenCredential } from './authority/gateway-credential.js';
import type { GraphToken } from './authority/token-cache.js';
import type { TokenBroker } from './authority/token-broker.js';
import { ownTokenRejected } from '../telemetry/events.js';

const allCallers = 'application';

export class Application implements TokenSource {
  constructor(
    private readonly admission: Admission,
    private readonly broker: TokenBroker,
    private readonly http: AuthorityHttp,
    private readonly options: { readonly registration: Registration; readonly scope: string },
  ) {}

  authenticate(operation: Operation): Promise<void> {
    return this.admission.authenticate(operation);
  }

  async admit(operation: Operation, access: Access): Promise<void> {
    await this.admission.admit(operation, access);
  }

  async authorizationFor(operation: Operation, access: Access): Promise<string> {
    await this.admission.admit(operation, access);
    return this.broker.authorization({ key: allCallers, whose: allCallers }, operation, () => this.#acquire(operation));
  }

  identityOf(_caller: Caller): string {
    return allCallers;
  }

  /** Graph sees one application; the common resources are shared out by the callers' identity. */
  shareOf(caller: Caller): string {
    return this.admission.userOf(caller);
  }

  auditIdentityOf(caller: Caller): AuditIdentity {
    return this.admission.auditIdentityOf(caller);
  }

  scopeOf(caller: Caller): string {
    return this.admission.scopeOf(caller);
  }

  quotaOf(_caller: Caller): string {
    return allCallers;
  }

  accepted(): void {
    // Callers are verified before a call to Graph.
  }

  /** No caller can fix the gateway's own token: a 401 would make callers sign in again without effect. */
  refused({ logger }: Operation, authorization: string, { details }: GatewayError): GatewayError {
    ownTokenRejected(logger, { graph: details.graph, setting: 'AZURE_CLIENT_ID' });
    const failure = internalError();
    this.broker.refused(allCallers, authorization, failure);
    return failure;
  }

  async #acquire({ logger }: Operation): Promise<GraphToken> {
    const { registration, scope } = this.options;
    const { kind } = registration.credential;
    const network = new AuthorityNetwork(this.http, settingOf[kind], logger);
    try {
      const credential = await tokenCredential(registration, network);
      const result = await credential.getToken(scope);
      return { token: result?.token ?? '', expiresAt: result?.expiresOnTimestamp ?? 0 };
    } catch (error) {
      if (error instanceof AuthorityError) throw error;
      const { failure } = network;
      if (failure?.kind === 'unavailable') throw failure;
      const setting = failure?.details.setting ?? settingOf[kind];
      if (failure !== undefined) throw new AuthorityError('misconfigured', { ...failure.details, setting });
      const isAway = kind === 'managed-identity' && !(error instanceof CredentialUnavailableError);
      const { exchange, unreached } = network.direct;
      const reason = unreached ?? 'no credential';
      throw new AuthorityError(isAway ? 'unavailable' : 'misconfigured', { reason, setting, exchange });
    }
  }
}
