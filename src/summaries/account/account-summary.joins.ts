/**
 * The reports of a Mac or of a user, for queries that come from another subgraph: the list of account summaries,
 * filtered by the key, with the same guarantees. Several lists of one operation go to Graph together. A list that fails
 * is null, so that the other data of the Mac or user in the supergraph is kept.
 */
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { badUserInput } from '../../core/gateway-error.js';
import type { Condition } from '../../graph/odata.js';
import { connectionOf } from '../listing/connection.js';
import type { ListArguments } from '../listing/list-arguments.js';
import { Lists } from '../listing/lists.decorator.js';
import type { RequestContext } from '../request-context.js';
import { ManagedDevice, User } from '../schema/joins.type.js';
import { ReadsProperty } from '../schema/source.decorators.js';
import { keyProblems } from '../schema/rules.js';
import { AccountSummaryListArguments } from './account-summary.arguments.js';
import { MacOSSoftwareUpdateAccountSummaryConnection } from './account-summary.connection.js';
import { deviceManagement } from '../addresses.js';
import { selectedStatistics } from './statistics/selected-statistics.js';
import type { AccountSummaryResource } from './account-summary.resource.js';

const rest = '/deviceManagement/macOSSoftwareUpdateAccountSummaries';

/** A resolver of an owner's reports; `property` is the owner's key. */
function reportsOf(
  owner: new () => { readonly id: string },
  name: string,
  property: 'deviceId' | 'userId',
): new (accountSummaries: AccountSummaryResource) => object {
  @Resolver(() => owner)
  class ReportsOfOwner {
    constructor(private readonly accountSummaries: AccountSummaryResource) {}

    @Lists()
    @ReadsProperty('id')
    @FieldResolver(() => MacOSSoftwareUpdateAccountSummaryConnection, {
      nullable: true,
      description: `The reports of the ${name}, page by page; an empty list if Graph does not know the ${name}. REST: \`GET ${rest}?$filter=${property} eq '{id}'\`.`,
    })
    macOSSoftwareUpdateAccountSummaries(
      @Root() { id }: { readonly id: string },
      @Args(() => AccountSummaryListArguments) list: ListArguments,
      @Ctx() context: RequestContext,
      @Info() info: GraphQLResolveInfo,
    ): Promise<MacOSSoftwareUpdateAccountSummaryConnection> {
      const within = belongingTo(property, id);
      return connectionOf(this.accountSummaries, deviceManagement, list, selectedStatistics, info, context, within);
    }
  }
  return ReportsOfOwner;
}

@Resolver(() => ManagedDevice)
export class ManagedDeviceResolver extends reportsOf(ManagedDevice, 'Mac', 'deviceId') {}

@Resolver(() => User)
export class UserResolver extends reportsOf(User, 'user', 'userId') {}

/** The key comes from another subgraph, or from Graph; it may be any text that a report can hold. */
function belongingTo(property: 'deviceId' | 'userId', id: string): Condition {
  const problems = keyProblems(id, 'id');
  if (problems.length > 0) throw badUserInput(problems);
  const equal = (type: 'string' | 'guid', value: string): Condition => ({
    kind: 'compare',
    property,
    operator: 'eq',
    literal: { type, value },
  });
  if (!guid.test(id)) return equal('string', id);
  // Other systems export GUIDs in upper case, and it is unknown whether Graph compares them case-sensitively.
  return { kind: 'or', conditions: [...new Set([id.toLowerCase(), id])].map((value) => equal('guid', value)) };
}

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
