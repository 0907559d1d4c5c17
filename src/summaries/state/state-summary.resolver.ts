/** Queries and mutations of state summaries, one statement each. Their addresses are below their parents. */
import { Arg, Ctx, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { CostsRead } from '../schema/cost.decorators.js';
import { Needs } from '../schema/access.js';
import { IdempotencyKey, keyedCreation } from '../idempotency-key.js';
import { Write } from '../schema/write.decorator.js';
import { AccountSummaryKey, CategorySummaryKey, Key } from '../keys.decorators.js';
import type { RequestContext } from '../request-context.js';
import { projectionOf } from '../resource/selected-properties.js';
import { CreateStateSummaryInput, UpdateStateSummaryInput } from './state-summary.inputs.js';
import { categorySummaryAt } from '../addresses.js';
import type { StateSummaryResource } from './state-summary.resource.js';
import { MacOSSoftwareUpdateStateSummary } from './state-summary.type.js';

const rest =
  '/deviceManagement/macOSSoftwareUpdateAccountSummaries/{accountSummaryId}/categorySummaries/{categorySummaryId}/updateStateSummaries';

@Resolver(() => MacOSSoftwareUpdateStateSummary)
export class StateSummaryResolver {
  constructor(private readonly states: StateSummaryResource) {}

  @Needs('read')
  @CostsRead()
  @Query(() => MacOSSoftwareUpdateStateSummary, {
    nullable: true,
    description: `One state summary by its keys. Null with the error \`NOT_FOUND\` if Graph has none, or hides it from this caller. REST: \`GET ${rest}/{id}\`.`,
  })
  macOSSoftwareUpdateStateSummary(
    @AccountSummaryKey() accountSummaryId: string,
    @CategorySummaryKey() categorySummaryId: string,
    @Key(MacOSSoftwareUpdateStateSummary) id: string,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<MacOSSoftwareUpdateStateSummary> {
    return this.states.get(
      categorySummaryAt(accountSummaryId, categorySummaryId),
      id,
      projectionOf(info, context),
      context,
    );
  }

  @Write()
  @Mutation(() => MacOSSoftwareUpdateStateSummary, {
    nullable: true,
    description: `Stores a new state summary and returns it with its key; null with an error if that fails. It is retried only if Graph cannot have acted; \`OUTCOME_UNKNOWN\` means that it may be stored. REST: \`POST ${rest}\`.`,
  })
  createMacOSSoftwareUpdateStateSummary(
    @AccountSummaryKey() accountSummaryId: string,
    @CategorySummaryKey() categorySummaryId: string,
    @Arg('input', () => CreateStateSummaryInput, { description: 'The state summary to store.' })
    input: CreateStateSummaryInput,
    @IdempotencyKey() idempotencyKey: string | null | undefined,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<MacOSSoftwareUpdateStateSummary> {
    return this.states.create(
      categorySummaryAt(accountSummaryId, categorySummaryId),
      input,
      context,
      keyedCreation(idempotencyKey, context, info),
    );
  }

  @Write()
  @Mutation(() => MacOSSoftwareUpdateStateSummary, {
    nullable: true,
    description: `Changes a state summary and returns its new state; null with an error if that fails. REST: \`PATCH ${rest}/{id}\`.`,
  })
  updateMacOSSoftwareUpdateStateSummary(
    @AccountSummaryKey() accountSummaryId: string,
    @CategorySummaryKey() categorySummaryId: string,
    @Key(MacOSSoftwareUpdateStateSummary) id: string,
    @Arg('input', () => UpdateStateSummaryInput, { description: 'The properties to change.' })
    input: UpdateStateSummaryInput,
    @Ctx() context: RequestContext,
  ): Promise<MacOSSoftwareUpdateStateSummary> {
    return this.states.update(categorySummaryAt(accountSummaryId, categorySummaryId), id, input, context);
  }

  @Write()
  @Mutation(() => ID, {
    nullable: true,
    description: `Deletes a state summary and returns its key; null with an error if that fails. REST: \`DELETE ${rest}/{id}\`.`,
  })
  deleteMacOSSoftwareUpdateStateSummary(
    @AccountSummaryKey() accountSummaryId: string,
    @CategorySummaryKey() categorySummaryId: string,
    @Key(MacOSSoftwareUpdateStateSummary) id: string,
    @Ctx() context: RequestContext,
  ): Promise<string> {
    return this.states.delete(categorySummaryAt(accountSummaryId, categorySummaryId), id, context);
  }
}
