/** The keys that lead to a summary, as arguments and as fields, each with its name and its description once. */
import { Arg, Field, ID, type ParameterDecorator } from 'type-graphql';
import { applyDecorators } from './schema/apply-decorators.js';
import { meaningOf } from './schema/meaning.js';
import { KeyAbove } from './schema/source.decorators.js';

const accountSummaryKey = 'Key of the account summary above it.';
const categorySummaryKey = 'Key of the category summary above it.';

/** The key of the summary itself. */
export function Key(type: new () => { readonly id: string }): ParameterDecorator {
  return Arg('id', () => ID, { description: meaningOf(type).id });
}

export function AccountSummaryKey(): ParameterDecorator {
  return Arg('accountSummaryId', () => ID, { description: accountSummaryKey });
}

export function CategorySummaryKey(): ParameterDecorator {
  return Arg('categorySummaryId', () => ID, { description: categorySummaryKey });
}

/** On the property `accountSummaryId`. */
export function AccountSummaryKeyField(): PropertyDecorator {
  return applyDecorators(
    KeyAbove(),
    Field(() => ID, { description: accountSummaryKey }),
  );
}

/** On the property `categorySummaryId`. */
export function CategorySummaryKeyField(): PropertyDecorator {
  return applyDecorators(
    KeyAbove(),
    Field(() => ID, { description: categorySummaryKey }),
  );
}
