/** The inputs and results of a bulk creation: one result for each input, in input order. */
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { enumeration } from '../schema/enumeration.js';
import { CostsNothing } from '../schema/cost.decorators.js';
import { MacOSSoftwareUpdateAccountSummary } from './account-summary.type.js';

export const OnInvalid = enumeration('OnInvalid', 'What a bulk creation does if an input breaks a rule.', {
  REFUSE: 'Nothing is sent; every broken rule is reported with its index and path.',
  SKIP: 'The other inputs are sent; the result of the invalid input reports its broken rules.',
});
export type OnInvalid = keyof typeof OnInvalid;

@ObjectType({ description: 'Why one input of a bulk creation has no summary.', simpleResolvers: true })
export class CreateSummaryError {
  @Field(() => String, { description: 'A code of the error catalogue, as in `RATE_LIMITED`.' })
  readonly code!: string;

  @Field(() => String, { description: 'A sentence for a person.' })
  readonly message!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The ids of the request for Microsoft support, if Graph answered.',
  })
  readonly requestId!: string | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Seconds to wait before this input is sent again, if known.',
  })
  readonly retryAfterSeconds!: number | null;

  @Field(() => [String], {
    nullable: true,
    description: 'For `OUTCOME_UNKNOWN`: the properties of the input with which to look for the report.',
  })
  readonly lookUp!: readonly string[] | null;
}

@ObjectType({ description: 'The result of one input of a bulk creation.', simpleResolvers: true })
export class CreateSummaryResult {
  @Field(() => Int, { description: 'The position of the input, from 0.' })
  readonly index!: number;

  @CostsNothing()
  @Field(() => MacOSSoftwareUpdateAccountSummary, { nullable: true, description: 'The stored report.' })
  readonly summary!: MacOSSoftwareUpdateAccountSummary | null;

  @CostsNothing()
  @Field(() => CreateSummaryError, {
    nullable: true,
    description: 'Why the report is not stored, or is not known to be.',
  })
  readonly error!: CreateSummaryError | null;
}
