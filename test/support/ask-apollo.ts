/** One operation for an Apollo Server that a test makes over a schema of its own: no HTTP, no Graph. */
import { HeaderMap, type ApolloServer, type HTTPGraphQLResponse } from '@apollo/server';
import { CostLedger } from '../../src/core/cost-ledger.js';
import { OperationRecord } from '../../src/core/operation-record.js';
import type { RequestContext } from '../../src/summaries/request-context.js';
import type { Logger } from '../../src/telemetry/logger.js';

export function askApollo(
  apollo: ApolloServer<RequestContext>,
  query: string,
  { logger, record = new OperationRecord('request-7') }: { logger: Logger; record?: OperationRecord },
): Promise<HTTPGraphQLResponse> {
  const context = { logger, record, written: [], ledger: new CostLedger(10), idempotency: { all: [] } };
  return apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: 'POST',
      headers: new HeaderMap([['content-type', 'application/json']]),
      body: { query },
      search: '',
    },
    context: () => Promise.resolve(context as unknown as RequestContext),
  });
}
