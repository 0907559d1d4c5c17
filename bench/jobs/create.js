/** One creation: by 32 connections of one front end, and by 16 front ends with different tokens. */
import { accountFields, createdId, newReport, only } from '../data.js';
import { createOne, odataType, restPath } from './texts.js';

export const createJob = (fields, index = 0) => ({
  graphql: { query: createOne, variables: { input: fields } },
  rest: { method: 'POST', path: restPath, body: { '@odata.type': odataType, ...fields } },
  expected: {
    data: {
      createMacOSSoftwareUpdateAccountSummary: only(accountFields, { ...newReport(index), id: createdId }),
    },
  },
});

export const create = {
  name: 'create',
  title: 'One create, all eleven fields',
  kind: 'load',
  connections: 32,
  calls: 1,
  ...createJob(newReport()),
};

export const create16 = {
  ...create,
  name: 'create16',
  title: 'One create, 16 front ends at once, each with its own token',
  connections: 16,
  tokens: true,
};
