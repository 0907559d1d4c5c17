/** The errors of one execution, as graphql-js collects them. */
import type { GraphQLError, GraphQLResolveInfo } from 'graphql';

export type Path = GraphQLResolveInfo['path'];

export class FieldErrors {
  readonly errors: GraphQLError[] = [];
  /** Undefined is the path of the whole data. */
  readonly #nulled = new Set<Path | undefined>();

  /** `path`: the value that becomes null. Later errors inside such a value are left out. */
  add(error: GraphQLError, path: Path | undefined): void {
    for (let at = path; at !== undefined; at = at.prev) if (this.#nulled.has(at)) return;
    if (this.#nulled.has(undefined)) return;
    this.#nulled.add(path);
    this.errors.push(error);
  }
}
