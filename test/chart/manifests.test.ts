/** What the chart renders, as the API of Kubernetes would read it. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { problemsOf } from './support/api.js';
import { chart, helm, kubernetesVersions, operator, rendered, type Manifest } from './support/helm.js';
import { caseOf, valuesFiles } from './support/values.js';

const kindsOf = (manifests: readonly Manifest[]): string[] => manifests.map(({ kind }) => kind).sort();

describe.each(valuesFiles)('with %s', (file) => {
  it('lints without a warning', async () => {
    const { status, output } = await helm('lint', '--strict', chart, '--values', file);
    expect(output).not.toMatch(/\[(?:WARNING|ERROR)\]/);
    expect(status).toBe(0);
  });

  it.each(kubernetesVersions)(
    'renders objects for Kubernetes %s with known fields of the right types',
    async (version) => {
      const manifests = await rendered(['--values', file], version);
      expect(manifests.map((manifest) => [manifest.kind, problemsOf(manifest)])).toEqual(
        manifests.map(({ kind }) => [kind, []]),
      );
      expect(kindsOf(manifests)).toContain('Deployment');
      expect(new Set(manifests.map(({ metadata }) => metadata.namespace))).toEqual(new Set(['mac-updates']));
      const names = manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
      expect(new Set(names).size).toBe(names.length);
    },
  );
});

it('with everything on, every template renders an object', async () => {
  const manifests = await rendered(['--values', `${chart}/ci/everything-values.yaml`]);
  const scaled = await rendered(['--values', `${chart}/ci/autoscaling-values.yaml`]);
  expect([...new Set([...kindsOf(manifests), ...kindsOf(scaled)])].sort()).toEqual([
    'ConfigMap',
    'Deployment',
    'HorizontalPodAutoscaler',
    'Ingress',
    'NetworkPolicy',
    'Pod',
    'PodDisruptionBudget',
    'PrometheusRule',
    'Service',
    'ServiceAccount',
    'ServiceMonitor',
  ]);
  const deployment = scaled.find(({ kind }) => kind === 'Deployment');
  // The autoscaler's number would be overwritten by each upgrade.
  expect(deployment?.spec).not.toHaveProperty('replicas');
});

it('alerts and dashboard are those of deploy/', async () => {
  const manifests = await rendered(['--values', `${chart}/ci/everything-values.yaml`]);
  const alerts = parse(readFileSync('deploy/prometheus/alerts.yaml', 'utf8')) as unknown;
  expect(manifests.find(({ kind }) => kind === 'PrometheusRule')?.spec).toEqual(alerts);
  const { data } = manifests.find(({ kind }) => kind === 'ConfigMap') ?? {};
  const dashboard = JSON.parse(readFileSync('deploy/grafana/gateway.json', 'utf8')) as unknown;
  expect(JSON.parse(data?.['macos-software-update-gateway.json'] ?? '')).toEqual(dashboard);
});

it('the notes lead to the release, and say what is missing', async () => {
  const notes = async (name: string, ...set: string[]): Promise<string> => {
    const values = ['--values', `${chart}/ci/${name}-values.yaml`, ...set];
    // Nothing is installed: only the client renders.
    return (await helm('install', 'gateway', chart, '--namespace', 'mac-updates', '--dry-run=client', ...values))
      .output;
  };
  expect(await notes('forward')).toContain('kubectl -n mac-updates rollout status deployment/gateway\n');
  expect(await notes('forward')).toContain('idempotency keys are off');
  expect(await notes('redis')).not.toContain('idempotency keys');
  expect(await notes('forward', '--set', 'config.IDEMPOTENCY_STORE=memory')).toContain(
    'idempotency keys are known to\nthe pod that saw them alone',
  );
  expect(valuesFiles.map(caseOf)).toEqual(expect.arrayContaining(['forward', 'redis']));
});

it('the package renders as the folder does', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'package-'));
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(await helm('package', chart, '--destination', folder)).toMatchObject({ status: 0 });
  const values = ['--values', `${chart}/ci/everything-values.yaml`, ...operator];
  const packaged = await helm('template', 'a', join(folder, `macos-software-update-gateway-${version}.tgz`), ...values);
  expect(packaged.status).toBe(0);
  expect(packaged.output).toBe((await helm('template', 'a', chart, ...values)).output);
  rmSync(folder, { recursive: true });
});

describe('the check of fields', () => {
  const broken = async (kind: string, from: string, to: string): Promise<string[]> => {
    const manifests = await rendered(['--values', `${chart}/ci/everything-values.yaml`]);
    const text = JSON.stringify(manifests.find((each) => each.kind === kind));
    return problemsOf(JSON.parse(text.replace(from, to)) as Manifest);
  };
  it.each([
    [
      'Deployment',
      '"readinessProbe"',
      '"readynessProbe"',
      '/spec/template/spec/containers/0/readynessProbe is not a field',
    ],
    ['Deployment', '"periodSeconds"', '"periodSecond"', 'periodSecond is not a field'],
    ['Deployment', '"replicas":3', '"replicas":"three"', 'replicas'],
    ['Deployment', '"kind":"Deployment"', '"kind":"Deploiment"', 'Deploiment is not a known type'],
    ['ServiceMonitor', '"interval"', '"intervall"', '/spec/endpoints/0/intervall is not a field'],
    ['PrometheusRule', '"expr"', '"expression"', 'expr'],
    ['NetworkPolicy', '"egress"', '"egres"', '/spec/egres is not a field'],
    ['ConfigMap', '"data"', '"date"', '/date is not a field'],
  ])('finds in a %s: %s written as %s', async (kind, from, to, problem) => {
    expect((await broken(kind, from, to)).join('\n')).toContain(problem);
  });
});
