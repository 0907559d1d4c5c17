/** The effect of 50 ms of latency: a page of 50 with all that is below it, and 1,000 creations. */
import assert from 'node:assert/strict';
import {
  account,
  accountFields,
  accountId,
  categoriesOf,
  categoryFields,
  createdId,
  newReport,
  only,
  stateFields,
  statesOf,
} from '../data.js';
import { createMany, createOne, nested as nestedText, odataType, restPath } from './texts.js';

const latencyMs = 50;

const tree = Array.from({ length: 50 }, (_, index) => ({
  ...only(accountFields, account(accountId(index))),
  categorySummaries: categoriesOf(accountId(index)).map((category) => ({
    ...only(categoryFields, category),
    updateStateSummaries: statesOf(category.id).map((state) => only(stateFields, state)),
  })),
}));

export const nested = {
  name: 'nested',
  title: 'List 50 nested (100 categories, 300 states), 50 ms of upstream latency',
  kind: 'timed',
  latencyMs,
  atOnce: 1,
  operations: () => [
    {
      body: { query: nestedText },
      check: (json) => assert.deepEqual(json, { data: { macOSSoftwareUpdateAccountSummaries: { nodes: tree } } }),
    },
  ],
  cannot: { proxy: 'has no operations: its client would send 151 requests' },
};

const created = (index) => only(accountFields, { ...newReport(index), id: createdId });

export const bulk = {
  name: 'bulk',
  title: '1,000 creates in bulk, 50 ms of upstream latency',
  kind: 'timed',
  latencyMs,
  atOnce: 1,
  operations: () => [
    {
      body: { query: createMany, variables: { inputs: Array.from({ length: 1000 }, (_, index) => newReport(index)) } },
      check: ({ data, errors }) => {
        assert.equal(errors, undefined);
        assert.deepEqual(
          data.createMacOSSoftwareUpdateAccountSummaries,
          Array.from({ length: 1000 }, (_, index) => ({ index, summary: created(index), error: null })),
        );
      },
    },
  ],
  cannot: Object.fromEntries(
    ['proxy', 'apollo', 'yoga', 'mercurius'].map((name) => [name, 'has no bulk creation: see the singles']),
  ),
};

/** `count` creations, each in a separate operation. */
const single = (contestant, index) =>
  contestant.speaks === 'rest'
    ? {
        path: restPath,
        body: { '@odata.type': odataType, ...newReport(index) },
        check: (json) => assert.deepEqual(only(accountFields, json), created(index)),
      }
    : {
        body: { query: createOne, variables: { input: newReport(index) } },
        check: (json) => assert.deepEqual(json, { data: { createMacOSSoftwareUpdateAccountSummary: created(index) } }),
      };

export const singles = {
  name: 'singles',
  title: '1,000 single creates, 16 at once, 50 ms of upstream latency',
  kind: 'timed',
  slow: true,
  latencyMs,
  atOnce: 16,
  operations: (contestant) => Array.from({ length: 1000 }, (_, index) => single(contestant, index)),
};

export const inTurn = {
  name: 'in-turn',
  title: '1,000 single creates, one after the other, 50 ms of upstream latency (50 measured, times 20)',
  kind: 'timed',
  slow: true,
  latencyMs,
  atOnce: 1,
  scale: 20,
  operations: (contestant) => Array.from({ length: 50 }, (_, index) => single(contestant, index)),
};
