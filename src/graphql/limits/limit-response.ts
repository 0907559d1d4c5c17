/**
 * Limits the response of an operation: estimated before anything runs, and counted before it is written.
 *
 * Most documents are small enough whatever their variables are. That is determined once per document, and costs nothing
 * for later operations. The size of Graph's values is known only when they arrive.
 */
import { GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { withWritten } from '../errors/format-error.js';
import { withRequestId } from '../errors/request-id.js';
import type { OperationHooks } from '../operation-hooks.js';
import { fitsInBytes } from './json-bytes.js';
import { limits } from './limits.js';
import { responseSizes, type KnownValues, type ResponseSize } from './response-size.js';
import { responseTooLarge } from '../../telemetry/events.js';

const code = 'RESPONSE_TOO_LARGE';
const limitOf = {
  bytes: limits.responseBytes.toLocaleString('en'),
  values: limits.responseValues.toLocaleString('en'),
};
const advice = 'Select less, or fewer rows at once.';

export function limitResponse(schema: GraphQLSchema, known: KnownValues): OperationHooks {
  const sizes = responseSizes(schema, known);
  /** Lives as long as the document. */
  const alwaysFits = new WeakMap<OperationDefinitionNode, boolean>();
  return {
    didResolveOperation({ document, operation, request }) {
      if (operation === undefined) return;
      let fits = alwaysFits.get(operation);
      if (fits === undefined) {
        fits = faultOf(sizes.largest(document, operation)) === undefined;
        alwaysFits.set(operation, fits);
      }
      if (fits) return;
      const fault = faultOf(sizes.of(document, operation, request.variables ?? {}));
      if (fault !== undefined) throw new GraphQLError(fault, { extensions: { code, http: { status: 400 } } });
    },
    willSendResponse({ response: { body }, contextValue }) {
      if (body.kind !== 'single' || fitsInBytes(body.singleResult, limits.responseBytes)) return;
      const message = `The response has more than ${limitOf.bytes} bytes of JSON; the limit is ${limitOf.bytes}. ${advice}`;
      responseTooLarge(contextValue.logger, { limit: limits.responseBytes });
      const error = withWritten({ message, extensions: { code } }, contextValue.written);
      body.singleResult = {
        errors: [withRequestId(error, contextValue.record.requestId)],
        data: null,
      };
    },
  };
}

function faultOf({ bytes, values }: ResponseSize): string | undefined {
  if (values > limits.responseValues) {
    const count = Math.round(values).toLocaleString('en');
    return `The response would have up to ${count} values; the limit is ${limitOf.values}. ${advice}`;
  }
  if (bytes > limits.responseBytes) {
    const count = Math.round(bytes).toLocaleString('en');
    return `The response would have up to ${count} bytes of JSON; the limit is ${limitOf.bytes}. ${advice}`;
  }
  return undefined;
}
