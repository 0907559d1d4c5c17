/** The import of this browser: one at a time, in one tab at a time. */
import { newKey } from '../writing/idempotency-key';
import { readFile } from './file/read-file';
import type { Table } from './file/read-table';
import { ImportRun, type Parts } from './run/import-run';
import { asUnsent, asUnlooked, slicesOf, type Slice } from './run/rows';
import { forgetImport, loadImport, storeImport, type ImportHead, type StoredImport } from './run/storage';

export type State =
  | { readonly kind: 'opening' }
  | { readonly kind: 'in another tab' }
  /** There may be an import, which another one would replace, so none can be started. */
  | { readonly kind: 'cannot be read' }
  /** What one may read, another may not. */
  | { readonly kind: 'of another person' }
  | { readonly kind: 'choosing'; readonly problems: readonly string[] }
  | { readonly kind: 'reading'; readonly fileName: string }
  | { readonly kind: 'checked'; readonly fileName: string; readonly table: Table }
  | { readonly kind: 'importing'; readonly head: ImportHead; readonly run: ImportRun };

export interface Surroundings {
  /** What depends on the gateway, for one import. */
  partsOf(head: ImportHead): Promise<Parts>;
  /** A digest of the account that is signed in, with the id of an import as salt; undefined without accounts. */
  ownerOf(id: string): Promise<string | undefined>;
}

const lockName = 'import';
/** A page that was left waits for the slice that is on its way. */
let heldByThisTab = 0;
export const cannotKeep = 'This browser cannot keep the progress of an import. Its storage is full or switched off.';

export class OneImport {
  #state: State = { kind: 'opening' };
  readonly #listeners = new Set<() => void>();
  /** What is written down at the moment: a second click would make other keys for the same rows. */
  #isStoring = false;
  #isLeft = false;

  constructor(private readonly surroundings: Surroundings) {}

  readonly state = (): State => this.#state;

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  };

  /** Takes the import over as soon as no other tab has it. Returns the function that leaves it. */
  open(): () => void {
    const leaving = new AbortController();
    const { signal } = leaving;
    const left = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    const own = async (): Promise<void> => {
      if (signal.aborted) return;
      heldByThisTab += 1;
      this.#isLeft = false;
      await this.load();
      await left;
      this.#isLeft = true;
      // The lock is for as long as a request may be on its way.
      if (this.#state.kind === 'importing') await this.#state.run.pause();
      heldByThisTab -= 1;
    };
    const take = async (): Promise<void> => {
      const isMine = await navigator.locks.request(lockName, { ifAvailable: true }, async (lock) => {
        if (lock !== null) await own();
        return lock !== null;
      });
      if (isMine || signal.aborted) return;
      if (heldByThisTab === 0) this.#set({ kind: 'in another tab' });
      await navigator.locks.request(lockName, { signal }, own);
    };
    void take().catch((error: unknown) => {
      // The wait for the other tab has ended with this page.
      if (!signal.aborted) throw error;
    });
    return () => leaving.abort();
  }

  /** What this browser keeps of an import. Only a tab that has the lock calls it. */
  async load(): Promise<void> {
    try {
      const stored = await loadImport(Date.now());
      if (stored === undefined) return this.chooseAnother();
      const { id, owner } = stored.head;
      if (owner !== (await this.surroundings.ownerOf(id))) return this.#set({ kind: 'of another person' });
      await this.#hold(stored);
    } catch {
      this.#set({ kind: 'cannot be read' });
    }
  }

  async choose(file: File): Promise<void> {
    this.#set({ kind: 'reading', fileName: file.name });
    const table = await readFile(file);
    if (table.problems.length > 0) this.#set({ kind: 'choosing', problems: table.problems });
    else this.#set({ kind: 'checked', fileName: file.name, table });
  }

  chooseAnother(): void {
    this.#set({ kind: 'choosing', problems: [] });
  }

  /** What was checked is written down, and then sent. */
  async start(): Promise<void> {
    if (this.#state.kind !== 'checked') return;
    const { fileName, table } = this.#state;
    const id = newKey();
    const owner = await this.surroundings.ownerOf(id);
    const head = { id, fileName, createdAt: Date.now(), columns: table.columns, owner };
    await this.#store({ head, slices: slicesOf(table.rows) }, { kind: 'choosing', problems: [cannotKeep] });
  }

  async forget(): Promise<void> {
    await forgetImport();
    this.chooseAnother();
  }

  /** Reports that were not found are looked for once more. */
  lookAgain = (): Promise<void> => this.#again(asUnlooked);

  /** Reports that were not found are other submissions from now on. */
  sendAgain = (): Promise<void> => this.#again(asUnsent);

  async #again(change: (slice: Slice) => Slice): Promise<void> {
    if (this.#state.kind !== 'importing') return;
    const { head, run } = this.#state;
    await this.#store({ head, slices: run.progress().slices.map(change) }, { kind: 'cannot be read' });
  }

  async #store(stored: StoredImport, otherwise: State): Promise<void> {
    if (this.#isStoring) return;
    this.#isStoring = true;
    try {
      await storeImport(stored);
      const run = await this.#hold(stored);
      // Another tab may have the import by now.
      if (!this.#isLeft) run.start();
    } catch {
      this.#set(otherwise);
    } finally {
      this.#isStoring = false;
    }
  }

  async #hold({ head, slices }: StoredImport): Promise<ImportRun> {
    const run = new ImportRun(slices, await this.surroundings.partsOf(head));
    this.#set({ kind: 'importing', head, run });
    return run;
  }

  #set(state: State): void {
    this.#state = state;
    for (const changed of this.#listeners) changed();
  }
}
