/** The inputs and results of a bulk creation: one result for each input, in input order. */
import { Field, Int, ObjectType } from 'type-graphql';
import { errorCodes, type ErrorCode } from '../../core/gateway-error.js';
import { validationRules, type ValidationRule } from '../../core/validation-problem.js';
import { enumeration } from '../schema/enumeration.js';
import { CostsNothing } from '../schema/cost.decorators.js';
import { MacOSSoftwareUpdateAccountSummary } from './account-summary.type.js';

export const OnInvalid = enumeration('OnInvalid', 'What a bulk creation does if an input breaks a rule.', {
  REFUSE: 'Nothing is sent; every broken rule is reported with its index and path.',
  SKIP: 'The other inputs are sent; the result of the invalid input reports its broken rules. An input that does not fit the schema refuses the whole call with any value: a missing property, an unknown one, or a value of another type.',
});
export type OnInvalid = keyof typeof OnInvalid;

const CreateSummaryErrorCode = enumeration(
  'CreateSummaryErrorCode',
  'The error catalogue, as in `extensions.code`.',
  errorCodes,
);

const CreateSummaryRule = enumeration(
  'CreateSummaryRule',
  'What an input can break, as in `extensions.validationErrors`.',
  validationRules,
);

@ObjectType({ description: 'One broken rule of an input of a bulk creation.', simpleResolvers: true })
export class CreateSummaryProblem {
  @Field(() => String, { description: 'The property, from the input: `displayName`.' })
  readonly path!: string;

  @Field(() => [String], { description: 'The same as a list, for forms.' })
  readonly segments!: readonly string[];

  @Field(() => CreateSummaryRule, { description: 'The rule, for sentences of your own.' })
  readonly rule!: ValidationRule;

  @Field(() => String, { description: 'A sentence for a person.' })
  readonly message!: string;

  @Field(() => Int, { nullable: true, description: 'The bound of the rule, if it has one.' })
  readonly limit!: number | null;

  @Field(() => [String], { nullable: true, description: 'The values that the rule allows, if they are few.' })
  readonly allowed!: readonly string[] | null;

  @Field(() => String, { nullable: true, description: 'A name or value that is similar, if there is one.' })
  readonly suggestion!: string | null;
}

@ObjectType({ description: 'Why one input of a bulk creation has no summary.', simpleResolvers: true })
export class CreateSummaryError {
  @Field(() => CreateSummaryErrorCode, { description: 'What a client can act on.' })
  readonly code!: ErrorCode;

  @Field(() => String, { description: 'A sentence for a person.' })
  readonly message!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The id of the request to Microsoft Graph, for support, if it answered.',
  })
  readonly graphRequestId!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Whole seconds to wait before this input is sent again, if known.',
  })
  readonly retryAfterSeconds!: number | null;

  @Field(() => [String], {
    nullable: true,
    description: 'For `OUTCOME_UNKNOWN`: the properties of the input with which to look for the report.',
  })
  readonly lookUp!: readonly string[] | null;

  @CostsNothing()
  @Field(() => [CreateSummaryProblem], {
    nullable: true,
    description: 'For `BAD_USER_INPUT`: every broken rule, with paths from the input.',
  })
  readonly validationErrors!: readonly CreateSummaryProblem[] | null;
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

  @Field(() => Boolean, {
    description: 'Whether an earlier request with the same idempotency key has stored the report.',
  })
  readonly replayed!: boolean;
}
