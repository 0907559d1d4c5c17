/**
 * One look at the authority when the gateway starts, so that a wrong secret, an unreachable authority or a wrong clock is
 * in the log before the first caller meets it. It only warns: the gateway can serve as soon as the cause is gone.
 */
import type { VerifyingAuthConfig } from '../config/auth.js';
import { authorityCheckFailed, clockIsWrong } from '../telemetry/events.js';
import type { Logger } from '../telemetry/logger.js';
import type { SigningKeys } from './callers/signing-keys.js';
import { AuthorityError, lineOf } from './authority/authority-failure.js';
import { AuthorityNetwork, type AuthorityHttp } from './authority/authority-http.js';
import { settingOf, tokenCredential } from './authority/gateway-credential.js';

/** Entra ID and Microsoft's libraries accept times that differ by five minutes. */
const maxClockDifferenceMs = 5 * 60 * 1000;

export async function checkAuthority(
  { settings, http, keys }: { settings: VerifyingAuthConfig; http: AuthorityHttp; keys: SigningKeys },
  logger: Logger,
): Promise<void> {
  // It logs its own failure. The keys stay cached.
  const areReadable = await keys.issuerFor('', logger).then(
    () => true,
    () => false,
  );
  if (!areReadable) return;
  const differenceMs = http.clockDifferenceMs ?? 0;
  if (Math.abs(differenceMs) > maxClockDifferenceMs) {
    clockIsWrong(logger, { aheadSeconds: Math.round(differenceMs / 1000) });
  }
  const failure = await failureOfCredential(settings, http);
  if (failure === undefined) return;
  authorityCheckFailed(logger, lineOf(failure, new URL(settings.authorityHost).host));
}

/** Only application mode uses such a token. In both modes it shows that the authority accepts the credential. */
async function failureOfCredential(
  settings: VerifyingAuthConfig,
  http: AuthorityHttp,
): Promise<AuthorityError | undefined> {
  try {
    await ownToken(settings, http);
    return undefined;
  } catch (error) {
    return error as AuthorityError;
  }
}

/** A token for Graph of the gateway itself. Fails with {@link AuthorityError} alone. */
export async function ownToken(settings: VerifyingAuthConfig, http: AuthorityHttp): Promise<string> {
  const setting = settingOf[settings.credential.kind];
  const network = new AuthorityNetwork(http, setting);
  try {
    const credential = await tokenCredential(settings, network);
    const answer = await credential.getToken(settings.scope);
    return answer?.token ?? '';
  } catch (error) {
    if (error instanceof AuthorityError) throw error;
    const { exchange, unreached } = network.direct;
    throw (
      network.failure ??
      new AuthorityError('misconfigured', { reason: unreached ?? 'no credential', setting, exchange })
    );
  }
}
