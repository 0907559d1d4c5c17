/** A real Prometheus reads gateways during a load with faults: what alerts and dashboard ask for is there. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { samplesOf } from '../support/metrics.js';
import { until } from '../support/until.js';
import { dashboard, documentation, promtool, rules, withVariables } from './support/deployed.js';
import { load, startGateways, type LoadedGateways } from './support/faulty-load.js';
import { startPrometheus, type Prometheus } from './support/prometheus.js';

const running: { stop(): unknown }[] = [];
let gateways: LoadedGateways;
let prometheus: Prometheus;
let families: ReadonlySet<string>;

const textOf = async (url = ''): Promise<string> => (await fetch(url)).text();

beforeAll(async () => {
  gateways = await startGateways(running);
  const urls = [gateways.forward, gateways.onBehalfOf].map(({ metricsUrl = '' }) => metricsUrl);
  prometheus = await startPrometheus(urls);
  running.unshift(prometheus);
  // Prometheus sees an increase only between two samples of a series.
  await load(gateways, 'first');
  await prometheus.scraped();
  await load(gateways, 'second');
  await prometheus.scraped();
  const texts = await Promise.all(urls.map(textOf));
  families = new Set(texts.flatMap((text) => [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name)));
});
afterAll(async () => {
  for (const each of running) await each.stop();
});

describe('the exposition', () => {
  it('has no fault that promtool knows', async () => {
    for (const { metricsUrl } of [gateways.forward, gateways.onBehalfOf]) {
      expect(promtool(['check', 'metrics'], await textOf(metricsUrl))).toEqual({ status: 0, output: '' });
    }
    expect(promtool(['check', 'metrics'], '# TYPE a counter\na 1\n').status).toBe(3);
  });

  it('is read by Prometheus in OpenMetrics, by every target', async () => {
    const { activeTargets } = (await prometheus.api('/api/v1/targets')) as {
      activeTargets: { health: string; lastError: string }[];
    };
    expect(activeTargets.map(({ health, lastError }) => [health, lastError])).toEqual([
      ['up', ''],
      ['up', ''],
    ]);
    // In OpenMetrics the samples of a counter have the name with `_total`, and its family has not.
    const metadata = (await prometheus.api('/api/v1/targets/metadata?metric=graph_outcome_unknown')) as unknown[];
    expect(metadata).toHaveLength(2);
  });

  it('has fewer series than the alert allows, with every kind of failure', async () => {
    for (const gateway of [gateways.forward, gateways.onBehalfOf]) {
      expect((await samplesOf(gateway)).size).toBeLessThan(1500);
    }
  });
});

describe('the dashboard', () => {
  const panels = dashboard.panels.filter(({ type }) => type !== 'row');

  it.each(panels.map(({ title }) => title))('%s: each expression returns numbers', async (title) => {
    const { targets = [] } = panels.find((panel) => panel.title === title) ?? {};
    expect(targets.length).toBeGreaterThan(0);
    for (const { expr } of targets) {
      const samples = await prometheus.query(withVariables(expr));
      const numbers = samples.map(({ value: [, value] }) => Number(value)).filter(Number.isFinite);
      expect([expr, numbers.length]).not.toEqual([expr, 0]);
    }
  });

  it('has annotations that Prometheus understands', async () => {
    for (const { expr } of dashboard.annotations.list) await prometheus.query(withVariables(expr));
  });

  it('has unique ids and titles, panels that do not overlap, and a data source of the reader', () => {
    const { panels: all } = dashboard;
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(new Set(all.map(({ title }) => title)).size).toBe(all.length);
    const cells = all.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...all.map(({ gridPos: { x, w } }) => x + w))).toBe(24);
    for (const { datasource, description, targets = [] } of panels) {
      expect(description).toMatch(/\.$/);
      for (const each of [datasource, ...targets.map((target) => target.datasource)]) {
        expect(each).toEqual({ type: 'prometheus', uid: '${datasource}' });
      }
    }
  });
});

describe('the rules', () => {
  it('are all healthy in that Prometheus', async () => {
    const { groups } = (await prometheus.api('/api/v1/rules')) as {
      groups: { rules: { name: string; health: string }[] }[];
    };
    const health = groups.flatMap((group) => group.rules).map(({ name, health: state }) => [name, state]);
    expect(health.toSorted()).toEqual(rules.map(({ alert, record }) => [alert ?? record, 'ok']).toSorted());
  });

  it.each(rules.flatMap(({ record }) => record ?? []))('%s is recorded', async (name) => {
    let ratio = NaN;
    await until(async () => {
      ratio = Number((await prometheus.query(name))[0]?.value[1]);
      return Number.isFinite(ratio);
    });
    expect(ratio).toBeGreaterThan(0);
    expect(ratio).toBeLessThan(1);
  });

  it('the write whose outcome is unknown fires', async () => {
    await until(async () => {
      const { alerts } = (await prometheus.api('/api/v1/alerts')) as {
        alerts: { labels: Record<string, string>; state: string }[];
      };
      return alerts.some(({ labels, state }) => labels['alertname'] === 'GraphOutcomeUnknown' && state === 'firing');
    });
  });
});

describe('the names', () => {
  /** Prometheus' own, and what the rules record. */
  const others = new Set(['up', 'scrape_samples_scraped', ...rules.flatMap(({ record }) => record ?? [])]);
  const familyOf = (name: string): string => (families.has(name) ? name : name.replace(/_(?:bucket|sum|count)$/, ''));
  const namesIn = (expression: string): string[] =>
    [...expression.matchAll(/([a-z_][a-z0-9_:]*)\{/g)].map(([, name = '']) => name);
  const used = new Set([
    ...rules.flatMap(({ expr }) => namesIn(expr)),
    ...dashboard.panels.flatMap(({ targets = [] }) => targets.flatMap(({ expr }) => namesIn(expr))),
    ...dashboard.templating.list.flatMap(({ definition = '' }) => /label_values\((\w+)/.exec(definition)?.[1] ?? []),
  ]);

  it('are those of metrics that exist', () => {
    const names = new Set([...used].map(familyOf));
    expect([...names].filter((name) => !families.has(name) && !others.has(name))).toEqual([]);
    const inQuestions = [...documentation.matchAll(/`(\w+)\{/g)].map(([, name = '']) => familyOf(name));
    expect(inQuestions.length).toBeGreaterThan(1);
    expect(inQuestions.filter((name) => !families.has(name))).toEqual([]);
  });

  it('each metric is in the table of the documentation, and no other', () => {
    const [, table = ''] = documentation.split('\n## The metrics\n');
    const rows = table.split('\n').filter((line) => line.startsWith('| `'));
    const named = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name));
    expect(named.toSorted()).toEqual([...families].toSorted());
  });

  it('each metric is in the dashboard or an alert, except the parts of another one', () => {
    const names = new Set([...used].map(familyOf));
    expect([...families].filter((name) => !names.has(name)).toSorted()).toEqual([
      'nodejs_eventloop_lag_seconds',
      'process_cpu_system_seconds_total',
      'process_cpu_user_seconds_total',
    ]);
  });
});
