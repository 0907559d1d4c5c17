/**
 * What is kept of an import in this browser, so that it goes on after a reload: its rows with their keys and outcomes, and
 * no token. It ends with the button that forgets it, or after a week, when a page of the dashboard opens the import.
 */
import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Columns } from '../file/required';
import type { Slice } from './rows';

export interface ImportHead {
  readonly id: string;
  readonly fileName: string;
  readonly createdAt: number;
  readonly columns: Columns;
  /** A digest of the account, where people sign in with one. */
  readonly owner?: string | undefined;
}

export interface StoredImport {
  readonly head: ImportHead;
  readonly slices: readonly Slice[];
}

interface Schema extends DBSchema {
  heads: { key: 'import'; value: ImportHead };
  slices: { key: number; value: Slice };
}

const name = 'import';
export const keptDays = 7;
const keptMs = keptDays * 24 * 60 * 60 * 1000;

/** For each step of its own: an open connection would keep the database from being deleted. */
async function withDatabase<Value>(task: (database: IDBPDatabase<Schema>) => Promise<Value>): Promise<Value> {
  const database = await openDB<Schema>(name, 1, {
    upgrade(created) {
      created.createObjectStore('heads');
      created.createObjectStore('slices', { keyPath: 'index' });
    },
  });
  try {
    return await task(database);
  } finally {
    database.close();
  }
}

/** Undefined if there is none, or if it is too old. */
export async function loadImport(now: number): Promise<StoredImport | undefined> {
  const stored = await withDatabase(async (database) => {
    const head = await database.get('heads', 'import');
    return head && { head, slices: await database.getAll('slices') };
  });
  if (stored !== undefined && now - stored.head.createdAt < keptMs) return stored;
  await forgetImport();
  return undefined;
}

/** In place of any other. */
export const storeImport = ({ head, slices }: StoredImport): Promise<void> =>
  withDatabase(async (database) => {
    const writing = database.transaction(['heads', 'slices'], 'readwrite', { durability: 'strict' });
    const all = writing.objectStore('slices');
    await Promise.all([
      all.clear(),
      ...slices.map((slice) => all.put(slice)),
      writing.objectStore('heads').put(head, 'import'),
      writing.done,
    ]);
  });

/** Resolves once it is on the disk. */
export const storeSlice = (slice: Slice): Promise<void> =>
  withDatabase(async (database) => {
    const writing = database.transaction('slices', 'readwrite', { durability: 'strict' });
    await Promise.all([writing.store.put(slice), writing.done]);
  });

export const forgetImport = (): Promise<void> => deleteDB(name);
