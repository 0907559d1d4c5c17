/** Findings for a person at a terminal, each as soon as it is known. Colour only adds: every mark has a symbol and a word. */
import { styleText } from 'node:util';
import type { Finding, Group, Recommendation, Status } from '../finding.js';
import { maxGraphRequests } from '../probes/graph-probe.js';
import type { Summary } from '../summary.js';
import { wrapped } from './wrap.js';

export interface Output {
  finding(finding: Finding): void;
  /** A check that takes a while has begun. */
  begins(checked: string): void;
  end(summary: Summary): void;
}

/** What this needs of a stream. */
export type OutputStream = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

type Style = Parameters<typeof styleText>[0];

const marks: Readonly<Record<Status, { readonly text: string; readonly style: Style }>> = {
  ok: { text: '✓ ok', style: 'green' },
  note: { text: '• note', style: 'cyan' },
  warning: { text: '! warn', style: 'yellow' },
  failed: { text: '✗ FAIL', style: ['red', 'bold'] },
  'not-tried': { text: '- skip', style: 'gray' },
};

const titles: Readonly<Record<Group, string>> = {
  configuration: 'Configuration',
  network: 'Network',
  identity: 'Identity',
  graph: 'Microsoft Graph',
  quirks: 'Quirks of this tenant',
  writes: 'Writing',
  redis: 'Redis',
};

const [usualWidth, leastWidth, mostWidth] = [80, 40, 120];
const indent = '  ';
const markWidth = 8;
const checkedWidth = 36;
/** Narrower terminals have what was found below what was checked. */
const leastForColumns = 90;

export class TextOutput implements Output {
  readonly #width: number;
  #group: Group | undefined;
  #isBusy = false;
  /** Consecutive ones with one cause are one line. */
  #skipped: Finding[] = [];

  constructor(
    private readonly stream: OutputStream,
    variables: NodeJS.ProcessEnv,
  ) {
    const given = stream.columns ?? (Number(variables['COLUMNS']) || usualWidth);
    this.#width = Math.max(leastWidth, Math.min(mostWidth, given));
  }

  finding(finding: Finding): void {
    this.#clear();
    const [first] = this.#skipped;
    const isSame = first?.group === finding.group && first.found === finding.found;
    if (first !== undefined && !isSame) this.#flush();
    if (finding.status === 'not-tried') this.#skipped.push(finding);
    else this.#show(finding);
  }

  #flush(): void {
    const [first, ...others] = this.#skipped.splice(0);
    if (first === undefined) return;
    this.#show(others.length === 0 ? first : { ...first, checked: `${others.length + 1} checks` });
  }

  #show({ group, status, checked, found, lines: sentences = [], advice }: Finding): void {
    if (group !== this.#group)
      this.#line(`${this.#group === undefined ? '' : '\n'}${this.#painted('bold', titles[group])}`);
    this.#group = group;
    const { text, style } = marks[status];
    const mark = indent + this.#painted(style, text.padEnd(markWidth));
    const left = indent.length + markWidth;
    const columns = this.#width >= leastForColumns;
    const below = ' '.repeat(columns ? left + checkedWidth : left);
    const lines = [...wrapped(found, this.#width - below.length)];
    const together = `${checked}: ${found}`;
    if (columns && checked.length < checkedWidth) {
      this.#line(`${mark}${checked.padEnd(checkedWidth)}${lines[0] ?? ''}`);
      lines.splice(0, 1);
    } else if (!columns && left + together.length <= this.#width) {
      this.#line(`${mark}${together}`);
      lines.splice(0);
    } else {
      this.#line(`${mark}${checked}`);
    }
    for (const line of lines) this.#line(`${below}${line}`);
    for (const sentence of sentences) this.#hanging(below, '- ', sentence);
    if (advice !== undefined) this.#hanging(below, '→ ', advice);
  }

  #hanging(below: string, first: string, text: string): void {
    wrapped(text, this.#width - below.length - first.length).forEach((line, index) => {
      this.#line(`${below}${index === 0 ? first : ' '.repeat(first.length)}${line}`);
    });
  }

  /** Only in a terminal, where the line can be taken away again. */
  begins(checked: string): void {
    if (this.stream.isTTY !== true) return;
    this.#clear();
    this.stream.write(this.#painted('gray', `${indent}… ${checked}`.slice(0, this.#width - 1)));
    this.#isBusy = true;
  }

  end({ counts, outcome, graphRequests, recommended }: Summary): void {
    this.#clear();
    this.#flush();
    this.#recommended(recommended);
    const parts = [
      `${counts.ok} ok`,
      ...(counts.note > 0 ? [`${counts.note} ${counts.note === 1 ? 'note' : 'notes'}`] : []),
      ...(counts.warning > 0 ? [`${counts.warning} ${counts.warning === 1 ? 'warning' : 'warnings'}`] : []),
      `${counts.failed} failed`,
      ...(counts['not-tried'] > 0 ? [`${counts['not-tried']} not tried`] : []),
    ];
    this.#line('');
    const style = counts.failed > 0 ? 'red' : outcome === 'incomplete' ? 'yellow' : 'green';
    const sentence = {
      well: 'Nothing failed.',
      failed: 'Something failed: start with the first FAIL above.',
      incomplete: 'There was no token for Graph, so most was not tried: see the skipped checks above.',
    }[outcome];
    for (const line of wrapped(`${parts.join(', ')}. ${sentence}`, this.#width)) this.#line(this.#painted(style, line));
    this.#line(this.#painted('gray', `Requests to Graph: ${graphRequests} of at most ${maxGraphRequests}.`));
  }

  #recommended(recommended: readonly Recommendation[]): void {
    if (recommended.length === 0) return;
    this.#line(`\n${this.#painted('bold', 'Recommended settings')}`);
    for (const { setting, value, reason } of recommended) {
      for (const line of wrapped(reason, this.#width - 4)) this.#line(this.#painted('gray', `${indent}# ${line}`));
      this.#line(`${indent}${setting}=${value}`);
    }
  }

  #clear(): void {
    if (this.#isBusy) this.stream.write('\r\u001b[2K');
    this.#isBusy = false;
  }

  #line(text: string): void {
    this.stream.write(`${text.trimEnd()}\n`);
  }

  /** Without colour for NO_COLOR, and for a stream that is not a terminal. */
  #painted(style: Style, text: string): string {
    return styleText(style, text, { stream: this.stream });
  }
}
