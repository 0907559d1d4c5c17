/** All findings so far. Every text passes through here, so no output repeats a secret or moves a terminal's cursor. */
import { Secret } from '../core/secret.js';
import type { Details, Finding, Status } from './finding.js';

const shortSecret = 24;
const removed = '[removed: it repeats a secret]';

export class Findings {
  readonly #all: Finding[] = [];
  readonly #secrets: { isIn(text: string): boolean }[] = [];

  constructor(private readonly report: (finding: Finding) => void) {}

  get all(): readonly Finding[] {
    return this.#all;
  }

  /** From now on no text repeats it. */
  hide(secret: string): void {
    // A piece of a short one, such as a development token, is a word of English.
    const isShort = secret.length < shortSecret;
    this.#secrets.push(isShort ? { isIn: (text) => text.includes(secret) } : new Secret(secret));
  }

  add({ found, lines, advice, details, ...finding }: Finding): void {
    const shown: Finding = {
      ...finding,
      found: this.shown(found),
      ...(lines === undefined ? {} : { lines: lines.map((line) => this.shown(line)) }),
      ...(advice === undefined ? {} : { advice: this.shown(advice) }),
      ...(details === undefined ? {} : { details: this.#details(details) }),
    };
    this.#all.push(shown);
    this.report(shown);
  }

  statusOf(id: string): Status | undefined {
    return this.#all.find((finding) => finding.id === id)?.status;
  }

  shown(text: string): string {
    if (this.#secrets.some((secret) => secret.isIn(text))) return removed;
    return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
  }

  #details(details: Details): Details {
    const texts = (value: Details[string]): Details[string] => {
      if (typeof value === 'string') return this.shown(value);
      return typeof value === 'object' ? value.map((each) => this.shown(each)) : value;
    };
    return Object.fromEntries(Object.entries(details).map(([name, value]) => [name, texts(value)]));
  }
}
