/** The alerts in deploy/, judged by Prometheus' own tool. */
import { readFileSync, rmSync, writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { documentation, promtool, rules, rulesFile, ruleTestsFile } from './support/deployed.js';

interface RuleTests {
  readonly tests: readonly {
    readonly alert_rule_test: readonly { readonly alertname: string; readonly exp_alerts: readonly unknown[] }[];
  }[];
}

const alerts = rules.flatMap(({ alert }) => alert ?? []);

it('are rules that Prometheus can load', () => {
  expect(promtool(['check', 'rules', rulesFile])).toMatchObject({ status: 0 });
  expect(promtool(['check', 'config', 'deploy/prometheus/prometheus.yaml'])).toMatchObject({ status: 0 });
});

it('fire when they should, and not otherwise', () => {
  expect(promtool(['test', 'rules', ruleTestsFile])).toMatchObject({ status: 0 });
});

it('a wrong expectation would be found', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rules-'));
  const broken = join(folder, 'alerts.test.yaml');
  const text = readFileSync(ruleTestsFile, 'utf8').replace('- alerts.yaml', `- ${join(process.cwd(), rulesFile)}`);
  writeFileSync(broken, text);
  expect(promtool(['test', 'rules', broken])).toMatchObject({ status: 0 });
  writeFileSync(broken, text.replace('1 1 0x20', '1 1 1x20'));
  expect(promtool(['test', 'rules', broken])).toMatchObject({ status: 1 });
  rmSync(folder, { recursive: true });
});

it.each(alerts)(
  '%s has a test in which it fires and one in which it does not, and its section in the documentation',
  (name) => {
    const { tests } = parse(readFileSync(ruleTestsFile, 'utf8')) as RuleTests;
    const own = tests.flatMap((each) => each.alert_rule_test).filter(({ alertname }) => alertname === name);
    expect(own.some(({ exp_alerts: expected }) => expected.length > 0)).toBe(true);
    expect(own.some(({ exp_alerts: expected }) => expected.length === 0)).toBe(true);
    expect(documentation).toContain(`\n### ${name}\n`);
    const { annotations } = rules.find(({ alert }) => alert === name) ?? {};
    expect(annotations?.['runbook']).toBe(`docs/observability.md#${name.toLowerCase()}`);
  },
);
