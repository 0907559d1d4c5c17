/** Runs Helm and kubectl, which unpack.js has unpacked before the tests. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

export const chart = 'deploy/helm/macos-software-update-gateway';
/** The oldest and the newest Kubernetes that the chart is rendered for. */
export const kubernetesVersions = ['1.30.0', '1.35.0'] as const;
/** Where the Prometheus operator is installed. */
export const operator = ['--api-versions', 'monitoring.coreos.com/v1'] as const;

const folder = 'test/chart/node_modules/.cache';

export interface Outcome {
  readonly status: number;
  readonly output: string;
  readonly problems: string;
}

export function run(name: 'helm' | 'kubectl', parameters: readonly string[]): Promise<Outcome> {
  // Nothing of the machine's own settings, and no network.
  const env = { PATH: '', HOME: folder, HELM_CACHE_HOME: folder, HELM_CONFIG_HOME: folder, HELM_DATA_HOME: folder };
  return new Promise((resolve) => {
    execFile(join(folder, name), parameters, { env, maxBuffer: 64 * 1024 * 1024 }, (error, output, problems) =>
      resolve({ status: error === null ? 0 : Number(error.code), output, problems }),
    );
  });
}

export const helm = (...parameters: readonly string[]): Promise<Outcome> => run('helm', parameters);

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: unknown;
  readonly data?: Readonly<Record<string, string>>;
}

/** What would be installed. */
export async function rendered(
  values: readonly string[],
  version: string = kubernetesVersions[1],
): Promise<Manifest[]> {
  const release = ['template', 'gateway', chart, '--namespace', 'mac-updates', '--kube-version', version];
  const { status, output, problems } = await helm(...release, ...operator, ...values);
  if (status !== 0) throw new Error(problems);
  return parseAllDocuments(output)
    .map((document) => document.toJS({ maxAliasCount: 0 }) as Manifest | null)
    .filter((manifest) => manifest !== null);
}
