/** The clients of front ends with one signature: texts of operations in, data and errors out, wherever a client has them. */
export interface ClientError {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

export interface ClientResult {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly ClientError[];
}

/** Who answers a query: `cache` never asks the gateway, `any` asks it only for what the cache does not have. */
export type Source = 'cache' | 'network' | 'any';

export interface RunningClient {
  query(text: string, variables?: Record<string, unknown>, from?: Source): Promise<ClientResult>;
  mutate(text: string, variables?: Record<string, unknown>): Promise<ClientResult>;
  stop(): void;
}

export interface ClientMake<Running extends RunningClient = RunningClient> {
  readonly name: string;
  start(url: string, headers: Record<string, string>): Running;
}

/** A client with a cache. */
export interface CachingClient extends RunningClient {
  /** Deletes a category in Graph, and removes it from the cache as docs/clients.md says. */
  deleteCategory(accountSummaryId: string, id: string): Promise<ClientResult>;
}

export const deletion = `mutation ($accountSummaryId: ID!, $id: ID!) {
  deleteMacOSSoftwareUpdateCategorySummary(accountSummaryId: $accountSummaryId, id: $id)
}`;

/** The errors of a response inside a failure; without one the failure is thrown again. */
export function errorsInside(failure: unknown, body: unknown): readonly ClientError[] {
  const { errors } = (body ?? {}) as { errors?: readonly ClientError[] };
  if (errors === undefined) throw failure;
  return errors;
}
