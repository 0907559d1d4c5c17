/** Reads without latency: one report, a page of 50, and the 45 references that a router requests at once. */
import { account, accountFields, accountId, only } from '../data.js';
import { entities as entitiesText, list, readOne, restPath } from './texts.js';

const rows = (count) => Array.from({ length: count }, (_, index) => only(accountFields, account(accountId(index))));

export const read = {
  name: 'read',
  title: 'Read one, all eleven fields',
  kind: 'load',
  connections: 32,
  calls: 1,
  graphql: { query: readOne, variables: { id: accountId(7) } },
  rest: { method: 'GET', path: `${restPath}/${accountId(7)}` },
  expected: { data: { macOSSoftwareUpdateAccountSummary: only(accountFields, account(accountId(7))) } },
};

export const listOf = (first) => ({
  kind: 'load',
  connections: 16,
  graphql: { query: list, variables: { first } },
  rest: { method: 'GET', path: `${restPath}?$top=${first}` },
  expected: { data: { macOSSoftwareUpdateAccountSummaries: { nodes: rows(first) } } },
});

export const list50 = { name: 'list50', title: 'List 50, all eleven fields', calls: 1, ...listOf(50) };

const references = Array.from({ length: 45 }, (_, index) => accountId(index));

export const entities = {
  name: 'entities',
  title: '45 entity references, all eleven fields',
  kind: 'load',
  connections: 16,
  graphql: {
    query: entitiesText,
    variables: { representations: references.map((id) => ({ __typename: 'MacOSSoftwareUpdateAccountSummary', id })) },
  },
  expected: { data: { _entities: rows(45) } },
  cannot: { proxy: 'has no entities' },
};
