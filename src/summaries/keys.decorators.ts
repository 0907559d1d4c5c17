/** The arguments that lead to a summary, each with its name and its description once. */
import { Arg, ID, type ParameterDecorator } from 'type-graphql';
import { meaningOf } from './schema/meaning.js';

/** The key of the summary itself. */
export function Key(type: new () => { readonly id: string }): ParameterDecorator {
  return Arg('id', () => ID, { description: meaningOf(type).id });
}

export function AccountSummaryKey(): ParameterDecorator {
  return Arg('accountSummaryId', () => ID, { description: 'Key of the account summary above it.' });
}

export function CategorySummaryKey(): ParameterDecorator {
  return Arg('categorySummaryId', () => ID, { description: 'Key of the category summary above it.' });
}
