/** Queries and mutations of category summaries, one statement each. Their addresses are below their parents. */
import { Arg, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { CostsRead } from '../schema/cost.decorators.js';
import { Children, Joins } from '../schema/source.decorators.js';
import { Needs } from '../schema/access.js';
import { IdempotencyKey, keyedCreation } from '../idempotency-key.js';
import { Write } from '../schema/write.decorator.js';
import { Tagged } from '../schema/tags.js';
import { maxRows } from '../../graph/graph-list.js';
import { AccountSummaryKey, Key } from '../keys.decorators.js';
import type { RequestContext } from '../request-context.js';
import { projectionOf } from '../resource/selected-properties.js';
import type { ReadableProperties } from '../resource/wire-reader.js';
import { CreateCategorySummaryInput, UpdateCategorySummaryInput } from './category-summary.inputs.js';
import { accountSummaryAt } from '../addresses.js';
import { ManagedDevice, stubOf, User } from '../schema/joins.type.js';
import type { StateSummaryResource } from '../state/state-summary.resource.js';
import { MacOSSoftwareUpdateStateSummary } from '../state/state-summary.type.js';
import type { CategorySummaryResource } from './category-summary.resource.js';
import { MacOSSoftwareUpdateCategorySummary } from './category-summary.type.js';

const rest = '/deviceManagement/macOSSoftwareUpdateAccountSummaries/{accountSummaryId}/categorySummaries';

@Resolver(() => MacOSSoftwareUpdateCategorySummary)
export class CategorySummaryResolver {
  constructor(
    private readonly categories: CategorySummaryResource,
    private readonly states: StateSummaryResource,
  ) {}

  @Needs('read')
  @CostsRead()
  @Query(() => MacOSSoftwareUpdateCategorySummary, {
    nullable: true,
    description: `One category summary by its keys. Null with the error \`NOT_FOUND\` if Graph has none, or hides it from this caller. REST: \`GET ${rest}/{id}\`.`,
  })
  macOSSoftwareUpdateCategorySummary(
    @AccountSummaryKey() accountSummaryId: string,
    @Key(MacOSSoftwareUpdateCategorySummary) id: string,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<MacOSSoftwareUpdateCategorySummary> {
    return this.categories.get(accountSummaryAt(accountSummaryId), id, projectionOf(info, context), context);
  }

  @Write()
  @Mutation(() => MacOSSoftwareUpdateCategorySummary, {
    nullable: true,
    description: `Stores a new category summary and returns it with its key; null with an error if that fails. It is retried only if Graph cannot have acted; \`OUTCOME_UNKNOWN\` means that it may be stored. REST: \`POST ${rest}\`.`,
  })
  createMacOSSoftwareUpdateCategorySummary(
    @AccountSummaryKey() accountSummaryId: string,
    @Arg('input', () => CreateCategorySummaryInput, { description: 'The category summary to store.' })
    input: CreateCategorySummaryInput,
    @IdempotencyKey() idempotencyKey: string | null | undefined,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<MacOSSoftwareUpdateCategorySummary> {
    return this.categories.create(
      accountSummaryAt(accountSummaryId),
      input,
      context,
      keyedCreation(idempotencyKey, context, info),
    );
  }

  @Write()
  @Mutation(() => MacOSSoftwareUpdateCategorySummary, {
    nullable: true,
    description: `Changes a category summary and returns its new state; null with an error if that fails. REST: \`PATCH ${rest}/{id}\`.`,
  })
  updateMacOSSoftwareUpdateCategorySummary(
    @AccountSummaryKey() accountSummaryId: string,
    @Key(MacOSSoftwareUpdateCategorySummary) id: string,
    @Arg('input', () => UpdateCategorySummaryInput, { description: 'The properties to change.' })
    input: UpdateCategorySummaryInput,
    @Ctx() context: RequestContext,
  ): Promise<MacOSSoftwareUpdateCategorySummary> {
    return this.categories.update(accountSummaryAt(accountSummaryId), id, input, context);
  }

  @Write()
  @Mutation(() => ID, {
    nullable: true,
    description: `Deletes a category summary and returns its key; null with an error if that fails. REST: \`DELETE ${rest}/{id}\`.`,
  })
  deleteMacOSSoftwareUpdateCategorySummary(
    @AccountSummaryKey() accountSummaryId: string,
    @Key(MacOSSoftwareUpdateCategorySummary) id: string,
    @Ctx() context: RequestContext,
  ): Promise<string> {
    return this.categories.delete(accountSummaryAt(accountSummaryId), id, context);
  }

  @Children()
  @FieldResolver(() => [MacOSSoftwareUpdateStateSummary], {
    nullable: 'itemsAndList',
    description: `The updates of the category, one row each, up to ${maxRows.toLocaleString('en')}; null with an error if they cannot be read. A single row that cannot be read is null with an error. REST: \`GET ${rest}/{id}/updateStateSummaries\`.`,
  })
  updateStateSummaries(
    @Root() summary: ReadableProperties<MacOSSoftwareUpdateCategorySummary>,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<(MacOSSoftwareUpdateStateSummary | Error)[]> {
    return this.states.list(this.categories.placeOf(summary), projectionOf(info, context), context);
  }

  @Joins('deviceId')
  @FieldResolver(() => ManagedDevice, { nullable: true, description: 'The Mac, which other subgraphs extend.' })
  device(@Root() summary: ReadableProperties<MacOSSoftwareUpdateCategorySummary>): ManagedDevice | null {
    return stubOf(summary.deviceId);
  }

  @Joins('userId')
  @Tagged('personal')
  @FieldResolver(() => User, { nullable: true, description: 'The user, which other subgraphs extend.' })
  user(@Root() summary: ReadableProperties<MacOSSoftwareUpdateCategorySummary>): User | null {
    return stubOf(summary.userId);
  }
}
