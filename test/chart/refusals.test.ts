/** Values that cannot be meant are rejected, with their path, before anything is installed. */
import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { chart, helm } from './support/helm.js';

const good = ['--set', 'image.repository=registry.contoso.com/gateway'];
const guid = '6f8a4a8e-4ad9-4c5c-9a6b-2f2f3f0f8f11';
const application = `auth.mode=application,auth.tenantId=${guid},auth.clientId=${guid}`;

it.each([
  ['image.repository=', "at '/image/repository'"],
  ['image.repository=registry.contoso.com/gateway:1.0', "at '/image/repository'"],
  ['bogus=1', "additional properties 'bogus' not allowed"],
  ['image.repositry=a', "at '/image': additional properties 'repositry' not allowed"],
  ['replicaCount=0', "at '/replicaCount': minimum: got 0, want 1"],
  ['replicaCount=two', "at '/replicaCount'"],
  ['auth.mode=obo', "at '/auth/mode': value must be one of 'forward', 'on-behalf-of', 'application'"],
  ['auth.clientId=gateway', "at '/auth/clientId'"],
  ['auth.clientSecret.value=s3cret', "at '/auth/clientSecret': additional properties 'value' not allowed"],
  ['config.AZURE_CLIENT_SECRET=s3cret', "at '/config': additional properties 'AZURE_CLIENT_SECRET' not allowed"],
  ['config.REDIS_URL=redis://redis:6379', "at '/config': additional properties 'REDIS_URL' not allowed"],
  ['config.HTTPS_PROXY=http://me:s3cret@proxy:8080', "at '/config/HTTPS_PROXY'"],
  ['config.GRAPH_CONCURENCY=1', "at '/config': additional properties 'GRAPH_CONCURENCY' not allowed"],
  ['config.GRAPH_CONCURRENCY=0', "at '/config/GRAPH_CONCURRENCY': minimum: got 0, want 1"],
  ['config.AUDIT_LOG=yes', "at '/config/AUDIT_LOG': value must be one of 'on', 'off', true, false"],
  ['config.METRICS_PORT=9464', "at '/config': additional properties 'METRICS_PORT' not allowed"],
  ['config.OTEL_TRACES_SAMPLER_ARG=2', "at '/config/OTEL_TRACES_SAMPLER_ARG': maximum: got 2, want 1"],
  ['redis.enabled=true', "at '/redis/existingSecret': minLength: got 0, want 1"],
  ['redis.mode=sentinel', "at '/redis/sentinelName': minLength: got 0, want 1"],
  ['config.REDIS_SENTINEL_PASSWORD=s3cret', "additional properties 'REDIS_SENTINEL_PASSWORD' not allowed"],
  ['metrics.port=4000', "at '/metrics/port'"],
  ['resources.limits.memory=512', "at '/resources/limits/memory'"],
  ['secretEnv[0].name=AZURE_CLIENT_SECRET,secretEnv[0].secret=a,secretEnv[0].key=b', "at '/secretEnv/0/name'"],
  ['files[0].name=redis-ca', "at '/files/0': 'oneOf' failed"],
  ['ingress.enabled=true', "at '/ingress/hosts': minItems: got 0, want 1"],
  // Written twice into one map, they would part the pods from their Deployment, or the webhook from its client id.
  ['podLabels.app\\.kubernetes\\.io/name=a', "at '/podLabels/app.kubernetes.io~1name': false schema"],
  [
    'serviceAccount.annotations.azure\\.workload\\.identity/client-id=a',
    "at '/serviceAccount/annotations/azure.workload.identity~1client-id'",
  ],
  // Null takes a default away.
  ['image.repository=null', "at '/image': missing property 'repository'"],
  ['config=null', "missing property 'config'"],
  ['probes.liveness=null', "at '/probes': missing property 'liveness'"],
  ['resources=null', "missing property 'resources'"],
  ['service.port=null', "at '/service': missing property 'port'"],
  ['metrics.port=null', "at '/metrics': missing property 'port'"],
])('%s', async (values, sentence) => {
  const refused = await helm('template', 'gateway', chart, ...good, '--set', values);
  expect(refused.problems).toContain(sentence);
  expect(refused).toMatchObject({ status: 1, output: '' });
  const linted = await helm('lint', '--strict', chart, ...good, '--set', values);
  expect(linted.output + linted.problems).toContain(sentence);
  expect(linted.status).toBe(1);
});

/** Helm's linter goes on after a template that fails, and only prints why. */
it.each([
  ['auth.managedIdentity=system', 'auth.managedIdentity must be empty when auth.mode is forward'],
  [application, 'auth.mode application needs exactly one of auth.workloadIdentity.enabled, '],
  [`${application},auth.managedIdentity=system,auth.certificate.existingSecret=a`, '; 2 are set'],
  [
    'auth.mode=on-behalf-of,auth.workloadIdentity.enabled=true',
    'auth.clientId must be set when auth.mode is on-behalf-of',
  ],
  [`auth.mode=application,auth.clientId=${guid},auth.managedIdentity=system`, 'auth.tenantId must be set when'],
  ['autoscaling.enabled=true,autoscaling.minReplicas=7', 'autoscaling.minReplicas must be at most'],
  ['metrics.enabled=false,metrics.serviceMonitor.enabled=true', 'metrics.enabled must be true'],
  ['redis.existingSecret=reports', 'redis.enabled must be true for redis.existingSecret'],
  ['redis.mode=cluster', 'redis.enabled must be true for redis.existingSecret, redis.ca.configMap and redis.mode'],
  ['redis.sentinelName=reports', 'redis.sentinelName and redis.sentinelPasswordKey must be empty unless'],
  ['config.IDEMPOTENCY_REQUIRE=browsers', 'config.IDEMPOTENCY_REQUIRE needs redis.enabled'],
  ['config.TRUSTED_DOCUMENTS_MODE=optional', 'config.TRUSTED_DOCUMENTS_MODE must be absent without'],
])('%s', async (values, sentence) => {
  const refused = await helm('template', 'gateway', chart, ...good, '--set', values);
  expect(refused.problems).toContain(sentence);
  expect(refused).toMatchObject({ status: 1, output: '' });
});

it('without them the same command renders', async () => {
  expect(await helm('template', 'gateway', chart, ...good)).toMatchObject({ status: 0 });
});

it('an older Kubernetes is rejected', async () => {
  const { status, problems } = await helm('template', 'gateway', chart, ...good, '--kube-version', '1.29.9');
  expect(status).toBe(1);
  expect(problems).toContain('chart requires kubeVersion: >=1.30.0-0');
});

it('no value of the chart is meant for a secret', () => {
  const { properties } = JSON.parse(readFileSync(`${chart}/values.schema.json`, 'utf8')) as {
    properties: { config: { properties: object } };
  };
  const keys = Object.keys(properties.config.properties);
  expect(keys.length).toBeGreaterThan(30);
  // Files are mounted by values of their own.
  expect(keys.filter((key) => /SECRET|PASSWORD|_(?:FILE|PATH)$|^REDIS_URL|HEADERS$/.test(key))).toEqual([
    'CORS_HEADERS',
  ]);
});
