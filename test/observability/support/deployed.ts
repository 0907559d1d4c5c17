/** The files that an operator takes from `deploy/`, and what they and the documentation name. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export const rulesFile = 'deploy/prometheus/alerts.yaml';
export const ruleTestsFile = 'deploy/prometheus/alerts.test.yaml';
export const job = 'macos-software-update-gateway';

export interface Rule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

interface RuleFile {
  readonly groups: readonly { readonly rules: readonly Rule[] }[];
}

export const rules = (parse(readFileSync(rulesFile, 'utf8')) as RuleFile).groups.flatMap((group) => group.rules);

export interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly datasource?: unknown;
  readonly gridPos: { readonly h: number; readonly w: number; readonly x: number; readonly y: number };
  readonly targets?: readonly { readonly expr: string; readonly refId: string; readonly datasource: unknown }[];
}

interface Dashboard {
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly { readonly name: string; readonly definition?: string }[] };
  readonly annotations: { readonly list: readonly { readonly expr: string }[] };
}

export const dashboard = JSON.parse(readFileSync('deploy/grafana/gateway.json', 'utf8')) as Dashboard;

/** As Grafana would send it for all replicas. */
export function withVariables(expression: string): string {
  return expression.replaceAll('$job', job).replaceAll('$instance', '.+').replaceAll('$__rate_interval', '1m');
}

export const documentation = readFileSync('docs/observability.md', 'utf8');

/** Debian's `promtool`. */
export function promtool(parameters: readonly string[], input = ''): { status: number | null; output: string } {
  const { status, stdout, stderr, error } = spawnSync('promtool', parameters, { input, encoding: 'utf8' });
  if (error !== undefined) throw new Error('promtool is missing: apt-get install prometheus', { cause: error });
  return { status, output: `${stdout}${stderr}` };
}
