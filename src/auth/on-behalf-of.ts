/**
 * On-behalf-of mode: the caller's token is for this gateway, and is exchanged for a Graph token of the same user.
 *
 * msal-node makes the exchange, because @azure/identity drops the claims of a refusal, which the front end needs. Each
 * exchange has its own client: a permanent one would keep every user's tokens forever.
 */
import { ConfidentialClientApplication } from '@azure/msal-node';
import { GatewayError } from '../core/gateway-error.js';
import type { Operation } from '../core/operation.js';
import type { Caller } from '../core/caller.js';
import type { AuditIdentity } from '../telemetry/audit-line.js';
import type { Access, TokenSource } from '../core/token-source.js';
import type { Admission } from './callers/admission.js';
import { AuthorityError, insufficientClaims, tokenRejected } from './authority/authority-failure.js';
import { AuthorityNetwork, type AuthorityHttp } from './authority/authority-http.js';
import type { VerifiedCaller } from './callers/caller-verifier.js';
import type { Registration } from '../config/auth.js';
import { msalCredential, settingOf } from './authority/gateway-credential.js';
import type { GraphToken } from './authority/token-cache.js';
import type { TokenBroker } from './authority/token-broker.js';
import { userMissing, userTokenRejected } from '../telemetry/events.js';

export interface OnBehalfOfOptions {
  readonly registration: Registration;
  readonly scope: string;
  /** The start of a 401's challenge. */
  readonly challenge: string;
}

export class OnBehalfOf implements TokenSource {
  constructor(
    private readonly admission: Admission,
    private readonly broker: TokenBroker,
    private readonly http: AuthorityHttp,
    private readonly options: OnBehalfOfOptions,
  ) {}

  authenticate(operation: Operation): Promise<void> {
    return this.admission.authenticate(operation);
  }

  async admit(operation: Operation, access: Access): Promise<void> {
    await this.#user(operation, access);
  }

  async authorizationFor(operation: Operation, access: Access): Promise<string> {
    const user = await this.#user(operation, access);
    const token = this.admission.tokenOf(operation.caller);
    const whose = this.admission.userOf(operation.caller);
    return this.broker.authorization({ key: this.#key(user), whose }, operation, () =>
      this.#exchange(token, user.tenantId, operation),
    );
  }

  identityOf(caller: Caller): string {
    return this.admission.userOf(caller);
  }

  shareOf(caller: Caller): string {
    return this.admission.userOf(caller);
  }

  auditIdentityOf(caller: Caller): AuditIdentity {
    return this.admission.auditIdentityOf(caller);
  }

  scopeOf(caller: Caller): string {
    return this.admission.scopeOf(caller);
  }

  /** The application is always this gateway. */
  quotaOf(caller: Caller): string {
    return this.admission.identityOf(caller)?.tenantId ?? '';
  }

  accepted(): void {
    // Callers are verified before a call to Graph.
  }

  refused({ caller, logger }: Operation, authorization: string, { details }: GatewayError): GatewayError {
    const { challenge } = this.options;
    const { graph, claims } = details;
    userTokenRejected(logger, { graph, asksForClaims: claims !== undefined });
    const plain = claims === undefined ? tokenRejected(challenge) : insufficientClaims(challenge, claims);
    const failure = new GatewayError(plain.code, plain.message, { ...plain.details, ...(graph ? { graph } : {}) });
    const user = this.admission.identityOf(caller);
    if (user !== undefined) this.broker.refused(this.#key(user), authorization, failure);
    return failure;
  }

  async #user(operation: Operation, access: Access): Promise<VerifiedCaller> {
    const caller = await this.admission.admit(operation, access);
    if (caller.kind === 'user') return caller;
    userMissing(operation.logger);
    const message = 'This gateway acts on behalf of users; the token of this request belongs to an application.';
    throw new GatewayError('FORBIDDEN', message);
  }

  #key({ hash, tenantId }: VerifiedCaller): string {
    return `${hash} ${tenantId} ${this.options.scope}`;
  }

  async #exchange(token: string, tenantId: string, { logger }: Operation): Promise<GraphToken> {
    const { registration, scope } = this.options;
    const { authorityHost, authorityKnown, clientId, credential } = registration;
    const network = new AuthorityNetwork(this.http, settingOf[credential.kind], logger);
    const client = new ConfidentialClientApplication({
      auth: {
        clientId,
        authority: `${authorityHost}/${tenantId}`,
        knownAuthorities: authorityKnown ? [] : [new URL(authorityHost).host],
        // The gateway relays challenges, so Graph may send them.
        clientCapabilities: ['cp1'],
        ...(await msalCredential(credential, network)),
      },
      system: {
        networkClient: network,
        disableInternalRetries: true,
        loggerOptions: { loggerCallback: () => undefined, piiLoggingEnabled: false },
      },
    });
    try {
      const result = await client.acquireTokenOnBehalfOf({ oboAssertion: token, scopes: [scope], skipCache: true });
      return { token: result?.accessToken ?? '', expiresAt: result?.expiresOn?.getTime() ?? 0 };
    } catch (error) {
      throw network.failure ?? unexplained(error, settingOf[credential.kind]);
    }
  }
}

/** Failures before or after the network request: mostly a credential that cannot sign. */
function unexplained(error: unknown, setting: string): AuthorityError {
  const code = (error as { errorCode?: unknown } | null)?.errorCode;
  const reason = typeof code === 'string' && /^[a-z_]{1,60}$/.test(code) ? code : 'no token';
  return new AuthorityError('misconfigured', { reason, setting });
}
