/** A caller's token: given, or from Azure's command line. */
import type { TokenCredential } from '@azure/identity';
import { tokenVariable } from '../arguments.js';
import type { Check } from '../check.js';
import { failed, note, notTried, ok } from '../finding.js';
import type { Session } from '../session.js';
import { isVerifying, verifyingOf } from './authority-parts.js';

const maxWords = 200;

export const callerToken: Check = {
  id: 'identity.caller-token',
  group: 'identity',
  checked: "a caller's token",
  run: async (session) => {
    const { tokenFrom } = session.given;
    if (session.callerToken !== undefined) {
      return ok(
        `from ${tokenFrom === 'environment' ? tokenVariable : tokenFrom}, ${session.callerToken.length} characters`,
      );
    }
    const scope = scopeFor(session);
    if (tokenFrom === 'azure-cli' || tokenFrom === 'azure-default') {
      try {
        const answer = await (await credentialOf(tokenFrom)).getToken(scope);
        session.callerToken = answer?.token;
        return ok(`from ${tokenFrom}, for ${scope}`);
      } catch (error) {
        const words = error instanceof Error ? error.message.split('\n', 1)[0]?.slice(0, maxWords) : typeof error;
        return failed(`${tokenFrom} gives no token for ${scope}: ${words}`, signIn(scope));
      }
    }
    const reason = tokenFrom === 'standard input' ? 'standard input is empty' : `${tokenVariable} is not set`;
    if (session.config.auth.mode === 'application') {
      return note(`${reason}: callers are not checked; Graph gets the gateway's own token`);
    }
    return { ...notTried(reason), advice: `${signIn(scope)}; or --azure-cli. Without a token Graph cannot be asked` };
  },
};

async function credentialOf(tokenFrom: 'azure-cli' | 'azure-default'): Promise<TokenCredential> {
  const { AzureCliCredential, DefaultAzureCredential } = await import('@azure/identity');
  return tokenFrom === 'azure-cli' ? new AzureCliCredential() : new DefaultAzureCredential();
}

/** What a front end requests. */
function scopeFor(session: Session): string {
  if (!isVerifying(session)) {
    const { origin } = session.config.graph;
    return `${origin.startsWith('https:') ? origin : 'https://graph.microsoft.com'}/.default`;
  }
  const settings = verifyingOf(session);
  const uri = settings.audiences.find((audience) => audience.includes('://')) ?? `api://${settings.clientId}`;
  return `${uri}/.default`;
}

function signIn(scope: string): string {
  return `Run az login, then: export ${tokenVariable}="$(az account get-access-token --scope ${scope} --query accessToken --output tsv)"`;
}
