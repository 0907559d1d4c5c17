/** Debian's Chromium, which reaches the loopback alone. What it complains about, and what it asks of other hosts, is kept. */
import { afterAll, beforeAll } from '@jest/globals';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { chromiumPath } from './chromium.js';

const options = {
  executablePath: chromiumPath,
  args: [
    // A container has no user namespaces for the sandbox; all pages are our own.
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

export interface OpenPage extends Page {
  /** Errors of scripts and of the console, violations of the policy, and requests to other hosts. */
  readonly complaints: string[];
}

export interface Pages {
  open(url: string, context?: BrowserContextOptions): Promise<OpenPage>;
}

/** One browser for the tests of a file; each page has a profile of its own, which ends with it. */
export function withBrowser(): Pages {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch(options);
  });
  afterAll(() => browser.close());
  return {
    async open(url, contextOptions) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...contextOptions });
      const complaints: string[] = [];
      await context.route(
        ({ hostname }) => !['127.0.0.1', 'localhost'].includes(hostname),
        (route) => {
          complaints.push(`request to ${route.request().url()}`);
          return route.abort();
        },
      );
      const page = await context.newPage();
      page.on('pageerror', ({ message }) => complaints.push(message));
      page.on('console', (message) => {
        // A violation of the policy is such an error too.
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
      });
      await page.goto(url);
      return Object.assign(page, { complaints });
    },
  };
}
