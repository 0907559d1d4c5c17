/** The gateway's own reading of its environment: the same keys, problems and warnings as at its start. */
import { inForce } from '../../config/in-force.js';
import { ConfigError } from '../../config/config-error.js';
import { readConfig } from '../../config/config.js';
import { configurationId, type Check } from '../check.js';
import { failed, ok, warning } from '../finding.js';

export const configuration: Check = {
  id: configurationId,
  group: 'configuration',
  checked: 'environment',
  run: (session) => {
    try {
      session.config = readConfig(session.variables);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      const { problems } = error;
      const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
      const advice = 'Correct these keys: docs/configuration.md. The gateway would exit with code 78';
      return { ...failed(count, advice), lines: problems };
    }
    const { graph, auth, production } = inForce(session.config);
    const mode = `GRAPH_AUTH=${auth}, Graph at ${graph}, ${production ? 'production' : 'not production'}`;
    const { warnings } = session.config;
    if (warnings.length === 0) return ok(mode);
    return { ...warning(mode, 'Remove or correct these keys: docs/configuration.md'), lines: warnings };
  },
};

/** What the gateway would not protect with this configuration. */
export const protections: Check = {
  id: 'configuration.protections',
  group: 'configuration',
  checked: 'optional protections',
  run: ({ config }) => {
    // In forward mode Graph verifies callers.
    const off = inForce(config).off.filter((name) => name !== 'callerVerification');
    if (off.length === 0) return ok('all are on');
    const keys = off.map((name) => keysOf[name] ?? name);
    return {
      status: 'note',
      found: `off: ${keys.join(', ')}`,
      advice: 'docs/configuration.md says what each protects against',
      details: { off: keys },
    };
  },
};

const keysOf: Readonly<Record<string, string>> = {
  rateLimit: 'RATE_LIMIT_MAX',
  paceRequests: 'GRAPH_PACE_REQUESTS',
  paceWrites: 'GRAPH_PACE_WRITES',
  eventLoopDelayMs: 'MAX_EVENT_LOOP_DELAY_MS',
  trustedDocuments: 'TRUSTED_DOCUMENTS',
  idempotencyKeys: 'IDEMPOTENCY_STORE',
  requiredKeys: 'IDEMPOTENCY_REQUIRE',
  sharedCounts: 'REDIS_URL',
};
