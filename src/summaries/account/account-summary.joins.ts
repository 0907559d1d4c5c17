/**
 * The reports of a Mac or of a user, for whoever comes from another subgraph: the list of account summaries, filtered by
 * the key, with all that the list promises. Several lists of one operation go to Graph together. A list that fails is null,
 * because what else a supergraph knows of the Mac or the user is not to be lost with it.
 */
import { badUserInput } from '../../core/gateway-error.js';
import { Arg, Ctx, FieldResolver, Info, Int, Resolver, Root } from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { Condition } from '../../graph/odata.js';
import { Needs } from '../schema/access.js';
import { CostsEachCriterion, CostsFilter, CostsList } from '../schema/cost.decorators.js';
import { ManagedDevice, User } from '../schema/joins.type.js';
import type { RequestContext } from '../request-context.js';
import { keyProblems } from '../schema/rules.js';
import { TakesTurns } from '../listing/filter-turn.js';
import { MacOSSoftwareUpdateAccountSummaryConnection } from './account-summary.connection.js';
import {
  MacOSSoftwareUpdateAccountSummaryFilter,
  MacOSSoftwareUpdateAccountSummaryOrder,
} from './account-summary.filter.js';
import { accountSummaryConnection, defaultFirst, maxFirst } from '../listing/connection.js';
import type { AccountSummaryResource } from './account-summary.resource.js';

const rest = '/deviceManagement/macOSSoftwareUpdateAccountSummaries';

@Resolver(() => ManagedDevice)
export class ManagedDeviceResolver {
  constructor(private readonly accountSummaries: AccountSummaryResource) {}

  @Needs('read')
  @CostsList(defaultFirst, maxFirst)
  @TakesTurns()
  @FieldResolver(() => MacOSSoftwareUpdateAccountSummaryConnection, {
    nullable: true,
    description: `The reports of the Mac, page by page; none for one that Graph does not know. REST: \`GET ${rest}?$filter=deviceId eq '{id}'\`.`,
  })
  macOSSoftwareUpdateAccountSummaries(
    @Root() { id }: ManagedDevice,
    @Arg('first', () => Int, { nullable: true, defaultValue: defaultFirst, description: 'How many rows, 1 to 1,000.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'A cursor of the same list: the rows behind it.' })
    after: string | null | undefined,
    @CostsFilter(ManagedDevice)
    @Arg('filter', () => MacOSSoftwareUpdateAccountSummaryFilter, { nullable: true, description: 'Which of them.' })
    filter: MacOSSoftwareUpdateAccountSummaryFilter | null | undefined,
    @CostsEachCriterion(ManagedDevice)
    @Arg('orderBy', () => [MacOSSoftwareUpdateAccountSummaryOrder], {
      nullable: true,
      description: 'In which order, by up to five criteria. Without any, in the order of Graph.',
    })
    orderBy: MacOSSoftwareUpdateAccountSummaryOrder[] | null | undefined,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<MacOSSoftwareUpdateAccountSummaryConnection> {
    const reports = { first, after, filter, orderBy };
    return accountSummaryConnection(this.accountSummaries, reports, info, context, belongingTo('deviceId', id));
  }
}

@Resolver(() => User)
export class UserResolver {
  constructor(private readonly accountSummaries: AccountSummaryResource) {}

  @Needs('read')
  @CostsList(defaultFirst, maxFirst)
  @TakesTurns()
  @FieldResolver(() => MacOSSoftwareUpdateAccountSummaryConnection, {
    nullable: true,
    description: `The reports of the user, page by page; none for one that Graph does not know. REST: \`GET ${rest}?$filter=userId eq '{id}'\`.`,
  })
  macOSSoftwareUpdateAccountSummaries(
    @Root() { id }: User,
    @Arg('first', () => Int, { nullable: true, defaultValue: defaultFirst, description: 'How many rows, 1 to 1,000.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'A cursor of the same list: the rows behind it.' })
    after: string | null | undefined,
    @CostsFilter(User)
    @Arg('filter', () => MacOSSoftwareUpdateAccountSummaryFilter, { nullable: true, description: 'Which of them.' })
    filter: MacOSSoftwareUpdateAccountSummaryFilter | null | undefined,
    @CostsEachCriterion(User)
    @Arg('orderBy', () => [MacOSSoftwareUpdateAccountSummaryOrder], {
      nullable: true,
      description: 'In which order, by up to five criteria. Without any, in the order of Graph.',
    })
    orderBy: MacOSSoftwareUpdateAccountSummaryOrder[] | null | undefined,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<MacOSSoftwareUpdateAccountSummaryConnection> {
    const reports = { first, after, filter, orderBy };
    return accountSummaryConnection(this.accountSummaries, reports, info, context, belongingTo('userId', id));
  }
}

/** The key comes from another subgraph, or from Graph; any text that a report could hold is possible. */
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
  // Exports of other systems have GUIDs in upper case, and nothing says whether Graph compares them with case or without.
  return { kind: 'or', conditions: [...new Set([id.toLowerCase(), id])].map((value) => equal('guid', value)) };
}

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
