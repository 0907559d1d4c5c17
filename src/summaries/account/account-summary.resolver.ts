/** Queries, mutations and joins of account summaries, one statement each. */
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { CategorySummaryResource } from '../category/category-summary.resource.js';
import { MacOSSoftwareUpdateCategorySummary } from '../category/category-summary.type.js';
import { ManagedDevice, stubOf, User } from '../schema/joins.type.js';
import { CostsBulkCreation, CostsEachItem, CostsRead } from '../schema/cost.decorators.js';
import { Children, Joins } from '../schema/source.decorators.js';
import { Needs } from '../schema/access.js';
import { IdempotencyKey, IdempotencyKeys, keyedCreation, keyedCreations } from '../idempotency-key.js';
import { Write } from '../schema/write.decorator.js';
import { Tagged } from '../schema/tags.js';
import { maxBatchSize } from '../../graph/graph-batch.js';
import { maxRows } from '../../graph/graph-list.js';
import { maxScannedRows } from '../listing/scan-limit.js';
import { Key } from '../keys.decorators.js';
import type { RequestContext } from '../request-context.js';
import { projectionOf } from '../resource/selected-properties.js';
import type { ReadableProperties } from '../resource/wire-reader.js';
import { MacOSSoftwareUpdateAccountSummaryConnection } from './account-summary.connection.js';
import { AccountSummaryListArguments } from './account-summary.arguments.js';
import { connectionOf } from '../listing/connection.js';
import type { ListArguments } from '../listing/list-arguments.js';
import { Lists } from '../listing/lists.decorator.js';
import { CreateSummaryInput, UpdateSummaryInput } from './account-summary.inputs.js';
import { deviceManagement } from '../addresses.js';
import type { AccountSummaryResource } from './account-summary.resource.js';
import { MacOSSoftwareUpdateAccountSummary } from './account-summary.type.js';
import { selectedStatistics } from './statistics/selected-statistics.js';
import { createAccountSummaries, maxInputs, type KeysOfInputs } from './bulk-create.js';
import { CreateSummaryResult, OnInvalid } from './bulk-create.type.js';

const mostInputs = maxInputs.toLocaleString('en');
const rest = '/deviceManagement/macOSSoftwareUpdateAccountSummaries';

@Resolver(() => MacOSSoftwareUpdateAccountSummary)
export class AccountSummaryResolver {
  constructor(
    private readonly accountSummaries: AccountSummaryResource,
    private readonly categories: CategorySummaryResource,
  ) {}

  @Lists()
  @Query(() => MacOSSoftwareUpdateAccountSummaryConnection, {
    nullable: true,
    description: `Reports, page by page; null with an error if the page cannot be read. The result is right even if Graph rejects or ignores the filter and the order: the gateway checks each row and applies both itself, over at most ${maxScannedRows.toLocaleString('en')} rows. REST: \`GET ${rest}\`.`,
  })
  macOSSoftwareUpdateAccountSummaries(
    @Args(() => AccountSummaryListArguments) list: ListArguments,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<MacOSSoftwareUpdateAccountSummaryConnection> {
    return connectionOf(this.accountSummaries, deviceManagement, list, selectedStatistics, info, context);
  }

  @Needs('read')
  @CostsRead()
  @Query(() => MacOSSoftwareUpdateAccountSummary, {
    nullable: true,
    description: `One report by its key. Null with the error \`NOT_FOUND\` if Graph has none, or hides it from this caller. REST: \`GET ${rest}/{id}\`.`,
  })
  macOSSoftwareUpdateAccountSummary(
    @Key(MacOSSoftwareUpdateAccountSummary) id: string,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<MacOSSoftwareUpdateAccountSummary> {
    return this.accountSummaries.get(deviceManagement, id, projectionOf(info, context), context);
  }

  @Write()
  @Mutation(() => MacOSSoftwareUpdateAccountSummary, {
    nullable: true,
    description: `Stores a new report and returns it with its key; null with an error if that fails. It is retried only if Graph cannot have acted; \`OUTCOME_UNKNOWN\` means that it may be stored. REST: \`POST ${rest}\`.`,
  })
  createMacOSSoftwareUpdateAccountSummary(
    @Arg('input', () => CreateSummaryInput, { description: 'The report to store.' }) input: CreateSummaryInput,
    @IdempotencyKey() idempotencyKey: string | null | undefined,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<MacOSSoftwareUpdateAccountSummary> {
    return this.accountSummaries.create(deviceManagement, input, context, keyedCreation(idempotencyKey, context, info));
  }

  @Write()
  @Mutation(() => MacOSSoftwareUpdateAccountSummary, {
    nullable: true,
    description: `Changes a report and returns its new state; null with an error if that fails. REST: \`PATCH ${rest}/{id}\`.`,
  })
  updateMacOSSoftwareUpdateAccountSummary(
    @Key(MacOSSoftwareUpdateAccountSummary) id: string,
    @Arg('input', () => UpdateSummaryInput, { description: 'The properties to change.' }) input: UpdateSummaryInput,
    @Ctx() context: RequestContext,
  ): Promise<MacOSSoftwareUpdateAccountSummary> {
    return this.accountSummaries.update(deviceManagement, id, input, context);
  }

  @Write()
  @Mutation(() => ID, {
    nullable: true,
    description: `Deletes a report and returns its key; null with an error if that fails. REST: \`DELETE ${rest}/{id}\`.`,
  })
  deleteMacOSSoftwareUpdateAccountSummary(
    @Key(MacOSSoftwareUpdateAccountSummary) id: string,
    @Ctx() context: RequestContext,
  ): Promise<string> {
    return this.accountSummaries.delete(deviceManagement, id, context);
  }

  @Write(CostsBulkCreation(maxInputs))
  @Mutation(() => [CreateSummaryResult], {
    nullable: true,
    description: `Stores up to ${mostInputs} new reports, ${maxBatchSize} in one call, and returns a result for each input in input order; null with an error if all are rejected together. An input that Graph has not acted on is retried as far as time and the retry budget allow; nothing else is sent twice. REST: \`POST /$batch\`.`,
  })
  createMacOSSoftwareUpdateAccountSummaries(
    @CostsEachItem()
    @Arg('inputs', () => [CreateSummaryInput], { description: `The reports to store, 1 to ${mostInputs}.` })
    inputs: CreateSummaryInput[],
    @Arg('onInvalid', () => OnInvalid, {
      nullable: true,
      defaultValue: OnInvalid.REFUSE,
      description: 'What happens if an input breaks a rule.',
    })
    onInvalid: OnInvalid | null,
    @IdempotencyKeys() idempotencyKeys: readonly string[] | null | undefined,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CreateSummaryResult[]> {
    const keysOf = (count: number): KeysOfInputs => keyedCreations(idempotencyKeys, count, context, info);
    return createAccountSummaries(this.accountSummaries, inputs, onInvalid ?? OnInvalid.REFUSE, keysOf, context);
  }

  @Children()
  @FieldResolver(() => [MacOSSoftwareUpdateCategorySummary], {
    nullable: 'itemsAndList',
    description: `The report by category, up to ${maxRows.toLocaleString('en')} rows; null with an error if they cannot be read. A single row that cannot be read is null with an error. REST: \`GET ${rest}/{id}/categorySummaries\`.`,
  })
  categorySummaries(
    @Root() summary: ReadableProperties<MacOSSoftwareUpdateAccountSummary>,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<(MacOSSoftwareUpdateCategorySummary | Error)[]> {
    return this.categories.list(this.accountSummaries.placeOf(summary), projectionOf(info, context), context);
  }

  @Joins('deviceId')
  @FieldResolver(() => ManagedDevice, { nullable: true, description: 'The Mac, which other subgraphs extend.' })
  device(@Root() summary: ReadableProperties<MacOSSoftwareUpdateAccountSummary>): ManagedDevice | null {
    return stubOf(summary.deviceId);
  }

  @Joins('userId')
  @Tagged('personal')
  @FieldResolver(() => User, { nullable: true, description: 'The user, which other subgraphs extend.' })
  user(@Root() summary: ReadableProperties<MacOSSoftwareUpdateAccountSummary>): User | null {
    return stubOf(summary.userId);
  }
}
