/** A real Prometheus on a free loopback port, which scrapes every second. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { freePort } from '../../support/ports.js';
import { until } from '../../support/until.js';
import { job, rulesFile } from './deployed.js';

export interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [time: number, value: string];
}

export interface Prometheus {
  /** Fails with Prometheus' own words for an expression that it cannot evaluate. */
  query(expression: string): Promise<readonly Sample[]>;
  api(path: string): Promise<unknown>;
  /** Resolves when each target has been scraped a second time from now on. */
  scraped(): Promise<void>;
  stop(): Promise<void>;
}

export async function startPrometheus(metricsUrls: readonly string[]): Promise<Prometheus> {
  const folder = mkdtempSync(join(tmpdir(), 'prometheus-'));
  const file = join(folder, 'prometheus.yaml');
  const configuration = {
    global: { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' },
    rule_files: [resolve(rulesFile)],
    scrape_configs: [{ job_name: job, static_configs: [{ targets: metricsUrls.map((url) => new URL(url).host) }] }],
  };
  writeFileSync(file, stringify(configuration));
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn(
    'prometheus',
    [`--config.file=${file}`, `--storage.tsdb.path=${folder}`, `--web.listen-address=${address}`],
    { stdio: 'ignore' },
  );
  const ended = new Promise<void>((done) => child.once('exit', () => done()).once('error', () => done()));
  let isGone = false;
  void ended.then(() => (isGone = true));

  const api = async (path: string): Promise<unknown> => {
    const response = await fetch(`http://${address}${path}`);
    const { status, data, error } = (await response.json()) as { status: string; data: unknown; error?: string };
    if (status !== 'success') throw new Error(error);
    return data;
  };
  const query: Prometheus['query'] = async (expression) => {
    const data = await api(`/api/v1/query?${new URLSearchParams({ query: expression }).toString()}`);
    return (data as { result: readonly Sample[] }).result;
  };
  await until(async () => {
    if (isGone) throw new Error('prometheus did not start: apt-get install prometheus');
    return fetch(`http://${address}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  });
  /** By target; a target that was not scraped yet has the time 0001-01-01. */
  const lastScrapes = async (): Promise<Map<string, number>> => {
    const data = (await api('/api/v1/targets')) as { activeTargets: { scrapeUrl: string; lastScrape: string }[] };
    return new Map(data.activeTargets.map(({ scrapeUrl, lastScrape }) => [scrapeUrl, Date.parse(lastScrape)]));
  };
  const nextScrape = async (): Promise<void> => {
    const before = await lastScrapes();
    await until(async () => {
      const now = await lastScrapes();
      return metricsUrls.every((url) => (now.get(url) ?? 0) > Math.max(before.get(url) ?? 0, 0));
    });
  };
  return {
    query,
    api,
    async scraped() {
      // The first of the two may have begun before.
      await nextScrape();
      await nextScrape();
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
