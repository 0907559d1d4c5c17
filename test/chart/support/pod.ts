/** The pod of a rendered release, with the parts that the tests look at. */
import { rendered, type Manifest } from './helm.js';

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly env: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: unknown }[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean }[];
  readonly securityContext: unknown;
  readonly resources: { readonly limits: Readonly<Record<string, string>> };
  readonly startupProbe: Probe;
  readonly livenessProbe: Probe;
  readonly readinessProbe: Probe;
}

export interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
}

export interface PodSpec {
  readonly terminationGracePeriodSeconds: number;
  readonly automountServiceAccountToken: boolean;
  readonly enableServiceLinks: boolean;
  readonly serviceAccountName: string;
  readonly securityContext: unknown;
  readonly containers: readonly [Container, ...Container[]];
  readonly volumes?: readonly { readonly name: string; readonly secret?: unknown; readonly configMap?: unknown }[];
  readonly hostNetwork?: boolean;
  readonly hostPID?: boolean;
  readonly hostIPC?: boolean;
}

export interface Release {
  readonly manifests: readonly Manifest[];
  readonly pod: PodSpec;
  readonly podLabels: Readonly<Record<string, string>>;
  readonly container: Container;
  /** Variables with their texts; those from Secrets have the text `from-a-secret=1`. */
  readonly environment: Readonly<Record<string, string>>;
  readonly find: (kind: string, name?: string) => Manifest | undefined;
}

export async function releaseOf(...values: readonly string[]): Promise<Release> {
  const manifests = await rendered(values);
  const find = (kind: string, name?: string): Manifest | undefined =>
    manifests.find((each) => each.kind === kind && (name === undefined || each.metadata.name === name));
  const { template } = find('Deployment')?.spec as {
    template: { spec: PodSpec; metadata: { labels: Record<string, string> } };
  };
  const [container] = template.spec.containers;
  return {
    manifests,
    pod: template.spec,
    podLabels: template.metadata.labels,
    container,
    environment: Object.fromEntries(container.env.map(({ name, value = 'from-a-secret=1' }) => [name, value])),
    find,
  };
}
