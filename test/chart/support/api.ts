/** The types of Kubernetes and of the Prometheus operator, as JSON schemas that are compiled to functions. */
import { runValidateFunc } from '@kubernetes-models/validate';
import { validate as deployment } from 'kubernetes-models/_schemas/IoK8sApiAppsV1Deployment';
import { validate as autoscaler } from 'kubernetes-models/_schemas/IoK8sApiAutoscalingV2HorizontalPodAutoscaler';
import { validate as configMap } from 'kubernetes-models/_schemas/IoK8sApiCoreV1ConfigMap';
import { validate as pod } from 'kubernetes-models/_schemas/IoK8sApiCoreV1Pod';
import { validate as service } from 'kubernetes-models/_schemas/IoK8sApiCoreV1Service';
import { validate as serviceAccount } from 'kubernetes-models/_schemas/IoK8sApiCoreV1ServiceAccount';
import { validate as ingress } from 'kubernetes-models/_schemas/IoK8sApiNetworkingV1Ingress';
import { validate as networkPolicy } from 'kubernetes-models/_schemas/IoK8sApiNetworkingV1NetworkPolicy';
import { validate as disruptionBudget } from 'kubernetes-models/_schemas/IoK8sApiPolicyV1PodDisruptionBudget';

type Validator = (data: unknown) => boolean;

/** This package exports classes only, and they copy what they check. */
async function operators(kind: string): Promise<Validator> {
  const folder = '../node_modules/@kubernetes-models/prometheus-operator/_schemas';
  const name = `ComGithubPrometheusOperatorPrometheusOperatorPkgApisMonitoringV1${kind}`;
  return ((await import(`${folder}/${name}.js`)) as { validate: Validator }).validate;
}

const types: Readonly<Record<string, Validator>> = {
  'apps/v1 Deployment': deployment,
  'autoscaling/v2 HorizontalPodAutoscaler': autoscaler,
  'v1 ConfigMap': configMap,
  'v1 Pod': pod,
  'v1 Service': service,
  'v1 ServiceAccount': serviceAccount,
  'networking.k8s.io/v1 Ingress': ingress,
  'networking.k8s.io/v1 NetworkPolicy': networkPolicy,
  'policy/v1 PodDisruptionBudget': disruptionBudget,
  'monitoring.coreos.com/v1 PrometheusRule': await operators('PrometheusRule'),
  'monitoring.coreos.com/v1 ServiceMonitor': await operators('ServiceMonitor'),
};

/**
 * What the API would reject or ignore. The schemas let unknown fields pass, so the object records which of its keys they
 * read: a key that no schema reads is unknown.
 */
export function problemsOf(manifest: { readonly apiVersion: string; readonly kind: string }): string[] {
  const type = types[`${manifest.apiVersion} ${manifest.kind}`];
  if (type === undefined) return [`${manifest.apiVersion} ${manifest.kind} is not a known type`];
  const read = new Set<string>();
  try {
    runValidateFunc(type as Parameters<typeof runValidateFunc>[0], recording(manifest, '', read));
  } catch (error) {
    return [(error as Error).message];
  }
  return unread(manifest, '', read);
}

function recording(value: object, path: string, read: Set<string>): object {
  return new Proxy(value, {
    get: (target, key) => {
      const inner: unknown = Reflect.get(target, key);
      if (typeof key !== 'string') return inner;
      read.add(`${path}/${key}`);
      return typeof inner === 'object' && inner !== null ? recording(inner, `${path}/${key}`, read) : inner;
    },
  });
}

/** Their keys are the author's. */
const maps = /\/(?:labels|annotations|matchLabels|nodeSelector|data|limits|requests)$/;

function unread(value: unknown, path: string, read: ReadonlySet<string>): string[] {
  if (typeof value !== 'object' || value === null || maps.test(path)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const own = `${path}/${key}`;
    return read.has(own) ? unread(inner, own, read) : [`${own} is not a field`];
  });
}
