/** Apollo Server as this gateway needs it: what protects is on, what reports to others or is unused is off. */
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import type { RequestContext } from '../summaries/request-context.js';
import { libraryLog } from '../telemetry/events.js';
import type { Logger } from '../telemetry/logger.js';
import { documentStore } from './limits/document-store.js';
import type { Subgraph } from './schema/build-schema.js';
import { limitErrors } from './limits/response-errors.js';
import { limitResponse } from './limits/limit-response.js';
import { limits } from './limits/limits.js';
import { limitCost } from './limits/query-cost.js';
import { explainVariables } from './errors/explain-variables.js';
import { maxBodyBytes } from './limits/body.js';
import { noSubscriptions } from './no-subscriptions.js';
import { errorFormatter, reportErrors, addWritten } from './errors/format-error.js';
import { operationHooks } from './operation-hooks.js';
import { responseWriter, tellFailures } from './write-response.js';

export async function createApolloServer(
  { schema, sdl, inputClasses }: Subgraph,
  {
    production,
    maxCost,
    federationTracing,
    logger,
  }: { production: boolean; maxCost: number; federationTracing: boolean; logger: Logger },
): Promise<ApolloServer<RequestContext>> {
  const known = { sdlBytes: Buffer.byteLength(JSON.stringify(sdl)), maxKeyBytes: maxBodyBytes };
  return new ApolloServer<RequestContext>({
    schema,
    introspection: !production,
    hideSchemaDetailsFromClientErrors: production,
    // graphql-js adds one more, which says that there were too many.
    validationOptions: { maxErrors: limits.errors - 1, hideSuggestions: production },
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    // A cache of documents that any caller could fill; trusted documents are the operator's way instead.
    persistedQueries: false,
    documentStore: documentStore(),
    stringifyResult: responseWriter(logger),
    // main.ts owns the signals.
    stopOnTerminationSignals: false,
    formatError: errorFormatter(production),
    logger: libraryLog(logger),
    plugins: [
      operationHooks([
        noSubscriptions,
        reportErrors,
        addWritten,
        limitCost(maxCost),
        explainVariables(inputClasses),
        limitErrors,
        limitResponse(schema, known),
        tellFailures,
      ]),
      // It would wrap every field resolver, for hints that have no reader.
      ApolloServerPluginCacheControlDisabled(),
      federationTracing ? await inlineTrace() : ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      production
        ? ApolloServerPluginLandingPageDisabled()
        : ApolloServerPluginLandingPageLocalDefault({ footer: false, embed: { runTelemetry: false } }),
    ],
  });
}

/** Loaded when it is wanted. It waits for a router that asks, and names failures by their path alone. */
async function inlineTrace(): Promise<ApolloServerPlugin<RequestContext>> {
  const { ApolloServerPluginInlineTrace } = await import('@apollo/server/plugin/inlineTrace');
  return ApolloServerPluginInlineTrace({ includeErrors: { masked: true } });
}
