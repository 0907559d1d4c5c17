/** The files of GraphiQL, from a package that has them as texts: compressed once, whatever the number of requests. */
import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

export interface ExplorerFile {
  readonly type: string;
  readonly etag: string;
  readonly text: string;
  readonly gzip: Buffer;
}

const compress = promisify(gzip);
const script = 'text/javascript; charset=utf-8';

/** By name. Undefined if the package is not installed, as in production. */
export async function loadFiles(): Promise<ReadonlyMap<string, ExplorerFile> | undefined> {
  const graphiql = await import('@graphql-yoga/render-graphiql/graphiql').catch(undefinedIfMissing);
  if (graphiql === undefined) return undefined;
  const { js, css, editorWorkerService, jsonWorker, graphqlWorker } = graphiql;
  const files = [
    ['graphiql.js', script, js],
    ['graphiql.css', 'text/css; charset=utf-8', css],
    ['editor.worker.js', script, editorWorkerService],
    ['json.worker.js', script, jsonWorker],
    ['graphql.worker.js', script, graphqlWorker],
  ] as const;
  return new Map(await Promise.all(files.map(async ([name, type, text]) => [name, await fileOf(type, text)] as const)));
}

async function fileOf(type: string, text: string): Promise<ExplorerFile> {
  // Weak: the same for the text and its compressed form.
  const etag = `W/"${hash('sha256', text, 'base64url').slice(0, 22)}"`;
  return { type, etag, text, gzip: await compress(text) };
}

function undefinedIfMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
}
