/** Requests that end in the gateway: a creation that breaks a rule of the reference, and an operation without Graph. */
import assert from 'node:assert/strict';
import { newReport } from '../data.js';
import { createOne } from './texts.js';

const unchecked = 'checks types, not rules: it would send it';

export const invalid = {
  name: 'invalid',
  title: 'An invalid create, rejected',
  kind: 'load',
  connections: 32,
  calls: 0,
  graphql: {
    query: createOne,
    variables: { input: { ...newReport(), displayName: ' ', successfulUpdateCount: -1 } },
  },
  check({ data, errors }) {
    assert.deepEqual(data, { createMacOSSoftwareUpdateAccountSummary: null });
    assert.deepEqual(
      errors.map(({ extensions }) => [extensions.code, extensions.validationErrors.map(({ path }) => path)]),
      [['BAD_USER_INPUT', ['input.displayName', 'input.successfulUpdateCount']]],
    );
  },
  cannot: { proxy: 'refuses nothing', apollo: unchecked, yoga: unchecked, mercurius: unchecked },
};

export const typename = {
  name: 'typename',
  title: '`{ __typename }`',
  kind: 'load',
  connections: 32,
  calls: 0,
  graphql: { query: '{ __typename }' },
  expected: { data: { __typename: 'Query' } },
  cannot: { proxy: 'has no operations' },
};
