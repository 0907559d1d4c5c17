/** Pods: the restricted profile of Kubernetes, and that the objects of a release fit together. */
import { describe, expect, it } from '@jest/globals';
import { variablesOf, lastStage } from '../support/image-recipe.js';
import type { Manifest } from './support/helm.js';
import { releaseOf, type Container, type PodSpec } from './support/pod.js';
import { valuesFiles } from './support/values.js';

/** https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted */
function violations({ securityContext, containers, volumes = [], ...pod }: PodSpec): string[] {
  const context = securityContext as Record<string, unknown>;
  const found: string[] = [];
  const check = (holds: boolean, rule: string): void => void (holds || found.push(rule));
  check(context['runAsNonRoot'] === true && context['runAsUser'] !== 0, 'does not run as root');
  check((context['seccompProfile'] as { type?: string })?.type === 'RuntimeDefault', 'has a seccomp profile');
  check(!pod.hostNetwork && !pod.hostPID && !pod.hostIPC, 'shares nothing with the node');
  check(
    volumes.every(({ secret, configMap }) => secret !== undefined || configMap !== undefined),
    'has volumes of harmless types',
  );
  for (const container of containers) {
    const own = container.securityContext as Record<string, unknown>;
    check(own['allowPrivilegeEscalation'] === false, 'gains no privileges');
    expect(own['capabilities']).toEqual({ drop: ['ALL'] });
    check(own['privileged'] !== true, 'is not privileged');
    // Beyond the profile.
    check(own['readOnlyRootFilesystem'] === true, 'cannot write');
  }
  check(!pod.automountServiceAccountToken, 'has no token for the API of Kubernetes');
  check(!pod.enableServiceLinks, 'has no variables of other services');
  return found;
}

const isPartOf = (selector: object, labels: object): boolean =>
  Object.entries(selector).every(([key, value]) => (labels as Record<string, unknown>)[key] === value);

const portOf = ({ ports = [] }: Container, name: string): number | undefined =>
  ports.find((port) => port.name === name)?.containerPort;

interface ServiceSpec {
  readonly selector: object;
  readonly ports: readonly { readonly name: string; readonly targetPort: string }[];
}

describe.each(valuesFiles)('with %s', (file) => {
  it('each pod keeps to the restricted profile', async () => {
    const { pod, find } = await releaseOf('--values', file);
    expect(violations(pod)).toEqual([]);
    expect(violations(find('Pod')?.spec as PodSpec)).toEqual([]);
  });

  it('the grace period is longer than the gateway takes to stop, and no accepted operation is cut', async () => {
    const { pod, environment } = await releaseOf('--values', file);
    const [delay = 0, timeout = 0] = ['SHUTDOWN_DELAY_MS', 'SHUTDOWN_TIMEOUT_MS'].map((key) =>
      Number(environment[key]),
    );
    const deadline = Number(environment['REQUEST_DEADLINE_MS'] ?? 30_000);
    expect(delay).toBeGreaterThanOrEqual(5000);
    expect(timeout).toBe(deadline);
    // src/run.ts adds 2 seconds, and with traces 2 more.
    expect(pod.terminationGracePeriodSeconds * 1000).toBeGreaterThanOrEqual(delay + timeout + 4000);
  });

  it('the delay is longer than the readiness probe needs to notice', async () => {
    const { container, environment } = await releaseOf('--values', file);
    const { periodSeconds, failureThreshold } = container.readinessProbe;
    expect(Number(environment['SHUTDOWN_DELAY_MS'])).toBeGreaterThan(periodSeconds * failureThreshold * 1000);
  });

  it('selectors, ports and volumes have their counterparts', async () => {
    const { manifests, pod, podLabels, container, find } = await releaseOf('--values', file);
    expect(portOf(container, 'http')).toBe(Number(variablesOf(lastStage)['PORT']));
    for (const probe of [container.startupProbe, container.livenessProbe, container.readinessProbe]) {
      expect(portOf(container, probe.httpGet.port)).toBeDefined();
    }
    const services = manifests.filter(({ kind }) => kind === 'Service');
    for (const { spec } of services) {
      const { selector, ports } = spec as ServiceSpec;
      expect(isPartOf(selector, podLabels)).toBe(true);
      for (const { targetPort } of ports) expect(portOf(container, targetPort)).toBeDefined();
    }
    // The test's pod must get no requests of clients.
    const { metadata } = find('Pod') as Manifest;
    expect(services.some(({ spec }) => isPartOf((spec as ServiceSpec).selector, metadata.labels ?? {}))).toBe(false);
    for (const kind of ['Deployment', 'PodDisruptionBudget']) {
      const { selector } = (find(kind)?.spec ?? { selector: { matchLabels: {} } }) as {
        selector: { matchLabels: object };
      };
      expect(isPartOf(selector.matchLabels, podLabels)).toBe(true);
    }
    const mounted = (container.volumeMounts ?? []).map(({ name }) => name).sort();
    expect((pod.volumes ?? []).map(({ name }) => name).sort()).toEqual(mounted);
    expect((container.volumeMounts ?? []).every(({ readOnly }) => readOnly)).toBe(true);
  });
});

it('clients cannot reach metrics through their service, and Prometheus finds them through another one', async () => {
  const { find } = await releaseOf('--values', valuesFiles.find((file) => file.includes('everything')) ?? '');
  const { ports } = find('Service', 'mac-updates')?.spec as ServiceSpec;
  expect(ports.map(({ targetPort }) => targetPort)).toEqual(['http']);
  const { jobLabel, selector, endpoints } = find('ServiceMonitor')?.spec as {
    jobLabel: string;
    selector: { matchLabels: object };
    endpoints: readonly { port: string }[];
  };
  const metrics = find('Service', 'mac-updates-metrics');
  expect(isPartOf(selector.matchLabels, metrics?.metadata.labels ?? {})).toBe(true);
  expect(isPartOf(selector.matchLabels, find('Service', 'mac-updates')?.metadata.labels ?? {})).toBe(false);
  expect((metrics?.spec as ServiceSpec).ports.map(({ name }) => name)).toEqual(endpoints.map(({ port }) => port));
  // The alerts name this job.
  expect(metrics?.metadata.labels?.[jobLabel]).toBe('macos-software-update-gateway');
});

describe('the network policy', () => {
  const rulesOf = async (...values: string[]) =>
    (await releaseOf(...values)).find('NetworkPolicy')?.spec as {
      ingress: { from?: readonly object[]; ports: readonly { port: string }[] }[];
      egress: { to?: readonly object[]; ports: readonly { port: number }[] }[];
    };
  const repository = ['--set', 'image.repository=registry.contoso.com/gateway'];

  it('lets only the namespace of monitoring read metrics', async () => {
    const { ingress } = await rulesOf(...repository);
    expect(ingress.map(({ from, ports }) => [ports[0]?.port, from?.length])).toEqual([
      ['http', undefined],
      ['metrics', 1],
    ]);
  });

  it('opens the ports of Graph, the authority, proxies, the collector and Redis, and nothing else', async () => {
    const portsOf = async (...values: string[]): Promise<number[]> =>
      (await rulesOf(...repository, ...values)).egress.flatMap(({ ports }) => ports.map(({ port }) => port));
    expect(await portsOf()).toEqual([53, 53, 443]);
    expect(await portsOf('--set', 'config.HTTPS_PROXY=proxy.contoso.com:3128')).toEqual([53, 53, 443, 3128]);
    expect(await portsOf('--set', 'config.HTTP_PROXY=http://proxy.contoso.com')).toEqual([53, 53, 443, 80]);
    expect(await portsOf('--set', 'config.HTTPS_PROXY=null')).toEqual([53, 53, 443]);
    const stub =
      'config.GRAPH_BASE_URL=https://graph.contoso.com:8443/beta,config.AZURE_AUTHORITY_HOST=https://a.b:9443';
    expect(await portsOf('--set', stub)).toEqual([53, 53, 443, 9443, 8443]);
    const collector = 'config.OTEL_EXPORTER_OTLP_ENDPOINT=https://otel.contoso.com/a:1/b';
    expect(await portsOf('--set', collector)).toEqual([53, 53, 443]);
    expect(await portsOf('--values', valuesFiles.find((file) => file.includes('/redis')) ?? '')).toEqual([
      53, 53, 443, 6380,
    ]);
    const identity = [
      'auth.mode=application',
      'auth.managedIdentity=system',
      'auth.clientId=6f8a4a8e-4ad9-4c5c-9a6b-2f2f3f0f8f11',
      'auth.tenantId=6f8a4a8e-4ad9-4c5c-9a6b-2f2f3f0f8f11',
    ];
    expect(await portsOf('--set', identity.join(','))).toEqual([53, 53, 443, 80]);
  });
});

it('workload identity: the label that its webhook looks for, and the annotations that it reads', async () => {
  const file = valuesFiles.find((each) => each.includes('workload-identity')) ?? '';
  const { podLabels, pod, environment, find } = await releaseOf('--values', file);
  expect(podLabels['azure.workload.identity/use']).toBe('true');
  const account = find('ServiceAccount', pod.serviceAccountName);
  expect(account?.metadata.annotations).toEqual({
    'azure.workload.identity/client-id': '6f8a4a8e-4ad9-4c5c-9a6b-2f2f3f0f8f11',
  });
  // The webhook does not replace variables that are there.
  expect(Object.keys(environment).filter((key) => key.startsWith('AZURE_'))).toEqual([]);
});
