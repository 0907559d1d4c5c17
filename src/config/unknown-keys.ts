/** Variables that look like keys of the gateway and are none: mostly a key with a spelling mistake. */
import { closestMatch } from 'leven';
import { environment } from './environment.js';

/** How the names of the gateway's own keys begin. `AZURE_` and `OTEL_` are missing: other programs read such variables as well. */
const ownPrefix =
  /^(?:AUDIT|AUTH|COMPRESSION|CORS|EXECUTION|FEDERATION|GATEWAY|GRAPH|IDEMPOTENCY|MAX_EVENT|METRICS?|QUERY|RATE_LIMIT|REDIS|REQUEST|SHUTDOWN|TRACE_MAX|TRUSTED)(?:_|$)/;
/** What Kubernetes and Docker set for each service, for example `REDIS_PORT=tcp://10.0.0.1:6379`. */
const serviceName = /_SERVICE_(?:HOST|PORT)(?:_|$)|_PORT_\d+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?$/;
const serviceValue = /^(?:tcp|udp|sctp):\/\//;

/** One sentence for each. The value may be a secret and is not in it. */
export function warningsOfUnknownKeys(variables: NodeJS.ProcessEnv): readonly string[] {
  const keys = Object.keys(environment);
  return Object.entries(variables)
    .filter(([name, value]) => ownPrefix.test(name) && !keys.includes(name) && !isOfService(name, value))
    .map(([name]) => `${name} is not a key and has no effect; the nearest key is ${closestMatch(name, keys)}`)
    .sort();
}

function isOfService(name: string, value = ''): boolean {
  return serviceName.test(name) || (name.endsWith('_PORT') && serviceValue.test(value));
}
