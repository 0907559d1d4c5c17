/** Which failures of a list make the gateway try smaller pages first. */
import { describe, expect, it } from '@jest/globals';
import { GatewayError } from '../../src/core/gateway-error.js';
import { isAboutPageSize } from '../../src/graph/option-rejection.js';

const refusal = (message: string, status: number | null = 400): GatewayError =>
  new GatewayError('GRAPH_REJECTED', message, {
    graph: { status, code: null, requestId: null, clientRequestId: null, date: null },
  });

describe('a refusal by Graph', () => {
  it.each([
    "The limit of '999' for Top query has been exceeded.",
    'Invalid page size specified: 1000.',
    'The pagesize is too large.',
    '$top must be between 1 and 100.',
  ])('is about the page size: %s', (message) => {
    expect(isAboutPageSize(refusal(message))).toBe(true);
  });

  it.each(['Filter on property deviceName is not supported.', 'Stop it.', 'This is a topic of its own.', ''])(
    'is not about the page size: %j',
    (message) => {
      expect(isAboutPageSize(refusal(message))).toBe(false);
    },
  );

  it.each([null, 200, 401, 404, 500])('is not about the page size when its status is %j', (status) => {
    expect(isAboutPageSize(refusal('Invalid page size', status))).toBe(false);
  });

  it('is not about the page size when Graph did not say it', () => {
    expect(isAboutPageSize(new GatewayError('BAD_USER_INPUT', 'Invalid page size'))).toBe(false);
  });
});
