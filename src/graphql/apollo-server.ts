/** Apollo Server for this gateway: protections are on; reporting to others and unused features are off. */
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { RequestContext } from '../summaries/request-context.js';
import { libraryLog } from '../telemetry/events.js';
import type { Logger } from '../telemetry/logger.js';
import { createExecutor } from './execution/executor.js';
import type { ErrorHandling } from './execution/known-failures.js';
import { documentStore } from './limits/document-store.js';
import type { Subgraph } from './schema/build-schema.js';
import { limitErrors } from './limits/response-errors.js';
import { limitResponse } from './limits/limit-response.js';
import { limits } from './limits/limits.js';
import { limitCost } from './limits/query-cost.js';
import { explainVariables } from './errors/explain-variables.js';
import { maxBodyBytes } from './limits/body.js';
import { landingPage, type SandboxStart } from './landing-page.js';
import { noSubscriptions } from './no-subscriptions.js';
import { addRequestId } from './errors/request-id.js';
import { errorFormatter, reportErrors, addWritten } from './errors/format-error.js';
import { reportFullQueue } from './errors/report-full-queue.js';
import { markIdempotency } from './idempotency-marks.js';
import { encounterErrors, operationHooks } from './operation-hooks.js';
import { recordOperation } from './record-operation.js';
import { preflightHeaders } from './preflight-headers.js';
import { responseWriter, tellFailures } from './write-response.js';

export async function createApolloServer(
  { schema, sdl, inputClasses }: Subgraph,
  {
    production,
    maxCost,
    executionPlans,
    federationTracing,
    sandbox,
    logger,
  }: {
    production: boolean;
    maxCost: number;
    executionPlans: boolean;
    federationTracing: boolean;
    sandbox?: SandboxStart | undefined;
    logger: Logger;
  },
): Promise<ApolloServer<RequestContext>> {
  const known = { sdlBytes: Buffer.byteLength(JSON.stringify(sdl)), maxKeyBytes: maxBodyBytes };
  const formatError = errorFormatter(production);
  const hooks = [
    noSubscriptions,
    reportErrors,
    addWritten,
    reportFullQueue,
    limitCost(maxCost),
    explainVariables(inputClasses),
    limitErrors,
    addRequestId,
    markIdempotency(schema),
    limitResponse(schema, known),
    tellFailures,
    recordOperation,
  ];
  const didEncounterErrors: ErrorHandling['didEncounterErrors'] = (operation) => encounterErrors(hooks, operation);
  // Traces are made by hooks of field resolvers, which only Apollo Server's own execution calls.
  const executor = federationTracing
    ? undefined
    : createExecutor(schema, executionPlans, { didEncounterErrors, formatError });
  return new ApolloServer<RequestContext>({
    ...(executor === undefined ? { schema } : { gateway: executor.gateway }),
    introspection: !production,
    hideSchemaDetailsFromClientErrors: production,
    // graphql-js adds one more error, which says that there were too many.
    validationOptions: { maxErrors: limits.errors - 1, hideSuggestions: production },
    includeStacktraceInErrorResponses: false,
    csrfPrevention: { requestHeaders: [...preflightHeaders] },
    allowBatchedHttpRequests: false,
    // Any caller could fill this cache of documents; operators use trusted documents instead.
    persistedQueries: false,
    documentStore: documentStore(),
    stringifyResult: responseWriter(logger),
    // run.ts handles the signals.
    stopOnTerminationSignals: false,
    formatError,
    logger: libraryLog(logger),
    plugins: [
      operationHooks(hooks, executor && { responseForOperation: executor.responseForOperation }),
      // It would wrap every field resolver for hints that this gateway does not use.
      ApolloServerPluginCacheControlDisabled(),
      federationTracing ? await inlineTrace() : ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      production ? ApolloServerPluginLandingPageDisabled() : landingPage(sandbox),
    ],
  });
}

/** Loaded only when needed. It runs only for routers that request it, and reports an error by its path alone. */
async function inlineTrace(): Promise<ApolloServerPlugin<RequestContext>> {
  const { ApolloServerPluginInlineTrace } = await import('@apollo/server/plugin/inlineTrace');
  return ApolloServerPluginInlineTrace({ includeErrors: { masked: true } });
}
