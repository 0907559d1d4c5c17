/** Queries and mutations of account summaries, one sentence each. */
import { Arg, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Access } from '../../graph/token-source.js';
import type { RequestContext } from '../shared/request-context.js';
import { CreateSummaryInput } from './account-summary.inputs.js';
import type { AccountSummaryResource } from './account-summary.resource.js';
import { MacOSSoftwareUpdateAccountSummary } from './account-summary.type.js';

@Resolver(() => MacOSSoftwareUpdateAccountSummary)
export class AccountSummaryResolver {
  constructor(private readonly accountSummaries: AccountSummaryResource) {}

  @Authorized<Access>('read')
  @Query(() => MacOSSoftwareUpdateAccountSummary, {
    nullable: true,
    description:
      'One report by its key. Null with the error `NOT_FOUND` when Graph has none, or hides it from this caller. REST: `GET /deviceManagement/macOSSoftwareUpdateAccountSummaries/{id}`.',
  })
  macOSSoftwareUpdateAccountSummary(
    @Arg('id', () => ID, { description: 'Key of the report.' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<MacOSSoftwareUpdateAccountSummary> {
    return this.accountSummaries.get(id, context);
  }

  @Authorized<Access>('write')
  @Mutation(() => MacOSSoftwareUpdateAccountSummary, {
    description:
      'Stores a new report and returns it with its key. Sent to Graph once and never repeated; `OUTCOME_UNKNOWN` means that it may be stored. REST: `POST /deviceManagement/macOSSoftwareUpdateAccountSummaries`.',
  })
  createMacOSSoftwareUpdateAccountSummary(
    @Arg('input', () => CreateSummaryInput, { description: 'The report to store.' }) input: CreateSummaryInput,
    @Ctx() context: RequestContext,
  ): Promise<MacOSSoftwareUpdateAccountSummary> {
    return this.accountSummaries.create(input, context);
  }
}
