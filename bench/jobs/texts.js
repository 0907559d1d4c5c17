/** The operations of the jobs. */
import { accountFields, categoryFields, root, stateFields } from '../data.js';

export const restPath = `/beta/${root}`;
export const odataType = '#microsoft.graph.macOSSoftwareUpdateAccountSummary';

export const createOne = `mutation Create($input: CreateSummaryInput!) {
  createMacOSSoftwareUpdateAccountSummary(input: $input) { ${accountFields} }
}`;

export const createMany = `mutation CreateMany($inputs: [CreateSummaryInput!]!) {
  createMacOSSoftwareUpdateAccountSummaries(inputs: $inputs) { index summary { ${accountFields} } error { code } }
}`;

export const readOne = `query Read($id: ID!) {
  macOSSoftwareUpdateAccountSummary(id: $id) { ${accountFields} }
}`;

export const list = `query List($first: Int!) {
  macOSSoftwareUpdateAccountSummaries(first: $first) { nodes { ${accountFields} } }
}`;

export const nested = `query Nested {
  macOSSoftwareUpdateAccountSummaries(first: 50) {
    nodes { ${accountFields} categorySummaries { ${categoryFields} updateStateSummaries { ${stateFields} } } }
  }
}`;

export const entities = `query Entities($representations: [_Any!]!) {
  _entities(representations: $representations) {
    ... on MacOSSoftwareUpdateAccountSummary { ${accountFields} }
  }
}`;
