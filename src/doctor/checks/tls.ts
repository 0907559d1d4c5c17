/** The certificate of a server, and whether something between opens its TLS. */
import { failureWord } from '../../core/failure-word.js';
import { cloudOfAuthority, cloudOfGraph } from '../../config/clouds.js';
import type { Check } from '../check.js';
import { failed, note, ok, warning, type Outcome } from '../finding.js';
import { handshake, TunnelError, type Handshake } from '../probes/tls-probe.js';
import { proxyOf, titleWith, urlOf, isNeeded, type Host } from './hosts.js';

const dayMs = 86_400_000;
const soonDays = 7;

export const tlsOf = (host: Host): Check => ({
  id: `network.${host}.tls`,
  group: 'network',
  checked: titleWith('TLS of', host),
  after: [`network.${host}.name`],
  applies: (session) => isNeeded(session, host),
  run: async (session) => {
    const url = urlOf(session, host);
    if (url.protocol === 'http:') return note('none: http on loopback, for development');
    const proxy = proxyOf(session, url);
    try {
      const isMicrosoft = (cloudOfGraph(url.hostname) ?? cloudOfAuthority(url.hostname)) !== undefined;
      return outcomeOf(await handshake(url, proxy, session.config.graph.timeoutMs), isMicrosoft);
    } catch (error) {
      const word = failureWord(error) ?? 'no answer';
      if (!(error instanceof TunnelError)) {
        const where = proxy === undefined ? 'the firewall, and whether this network needs HTTPS_PROXY' : 'the proxy';
        return failed(`no connection: ${word}`, `Check ${where}`);
      }
      const advice =
        error.status === 407
          ? 'Add user and password to HTTPS_PROXY, percent-encoded'
          : `Ask the operators of the proxy to allow ${url.host}`;
      return failed(word, advice);
    }
  },
});

const advices: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: "The server's certificate must be renewed; if the date is wrong, correct this machine's clock",
  CERT_NOT_YET_VALID: "Correct this machine's clock",
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate is for another host: check the URL, and what answers at this address',
};
/** Codes of a certificate whose issuer is not trusted. */
const untrusted = /^(?:SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_(?:GET|VERIFY))/;

function outcomeOf(found: Handshake, isMicrosoft: boolean): Outcome {
  const { fault, isPrivate, issuer, validTo, protocol } = found;
  const date = validTo.toISOString().slice(0, 10);
  const days = Math.floor((validTo.getTime() - Date.now()) / dayMs);
  const details = { issuer, validTo: validTo.toISOString(), protocol, isPrivate };
  if (fault !== undefined) {
    const opened =
      'If a proxy of your company opens TLS here, name its authority in NODE_EXTRA_CA_CERTS; it then sees the tokens. Otherwise something pretends to be this host';
    const advice = advices[fault] ?? (untrusted.test(fault) ? opened : 'Check what answers at this address');
    const when = fault === 'CERT_HAS_EXPIRED' ? `expired on ${date}` : `valid until ${date}`;
    return failed(`${fault}: issued by ${issuer}, ${when}`, advice, details);
  }
  const text = `issued by ${issuer}, valid until ${date}, ${protocol}`;
  if (isPrivate && isMicrosoft) {
    return warning(
      `${text}; not by a public authority: something on the way opens TLS, and sees the tokens`,
      'Ask the operators of the proxy to except this host from inspection',
      details,
    );
  }
  if (days < soonDays) return warning(`${text}: ${days} days left`, 'Have the certificate renewed', details);
  return isPrivate ? note(`${text}; not by a public authority`, details) : ok(text, details);
}
