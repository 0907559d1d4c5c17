/** The inputs that choose and order account summaries. */
import { Field, InputType } from 'type-graphql';
import { enumeration } from '../schema/enumeration.js';
import { Tagged } from '../schema/tags.js';
import { OrderDirection } from '../listing/order-direction.enum.js';
import { DateTimeOffsetFilter, IntFilter, StringFilter } from '../listing/filters.inputs.js';

/** What reports can be ordered by, and filtered by, but for the key. */
const descriptions = {
  id: 'The key of the report.',
  deviceId: 'The ID of the Mac.',
  userId: 'The ID of the user.',
  deviceName: 'The name of the Mac.',
  userPrincipalName: 'The principal name of the user.',
  displayName: 'The name of the report.',
  osVersion: 'The version of macOS.',
  successfulUpdateCount: 'How many updates succeeded.',
  failedUpdateCount: 'How many updates failed.',
  totalUpdateCount: 'How many updates there were in all.',
  lastUpdatedDateTime: 'When the report was last updated.',
} as const;

@InputType({ description: 'Which reports to list. Every condition that is given has to hold.' })
export class MacOSSoftwareUpdateAccountSummaryFilter {
  @Field(() => StringFilter, { nullable: true, description: descriptions.deviceId })
  readonly deviceId?: StringFilter | null;

  @Tagged('personal')
  @Field(() => StringFilter, { nullable: true, description: descriptions.userId })
  readonly userId?: StringFilter | null;

  @Tagged('personal')
  @Field(() => StringFilter, { nullable: true, description: descriptions.deviceName })
  readonly deviceName?: StringFilter | null;

  @Tagged('personal')
  @Field(() => StringFilter, { nullable: true, description: descriptions.userPrincipalName })
  readonly userPrincipalName?: StringFilter | null;

  @Field(() => StringFilter, { nullable: true, description: descriptions.displayName })
  readonly displayName?: StringFilter | null;

  @Field(() => StringFilter, { nullable: true, description: descriptions.osVersion })
  readonly osVersion?: StringFilter | null;

  @Field(() => IntFilter, { nullable: true, description: descriptions.successfulUpdateCount })
  readonly successfulUpdateCount?: IntFilter | null;

  @Field(() => IntFilter, { nullable: true, description: descriptions.failedUpdateCount })
  readonly failedUpdateCount?: IntFilter | null;

  @Field(() => IntFilter, { nullable: true, description: descriptions.totalUpdateCount })
  readonly totalUpdateCount?: IntFilter | null;

  @Field(() => DateTimeOffsetFilter, { nullable: true, description: descriptions.lastUpdatedDateTime })
  readonly lastUpdatedDateTime?: DateTimeOffsetFilter | null;

  @Field(() => [MacOSSoftwareUpdateAccountSummaryFilter], { nullable: true, description: 'All of these have to hold.' })
  readonly and?: MacOSSoftwareUpdateAccountSummaryFilter[] | null;

  @Field(() => [MacOSSoftwareUpdateAccountSummaryFilter], {
    nullable: true,
    description: 'At least one of these has to hold.',
  })
  readonly or?: MacOSSoftwareUpdateAccountSummaryFilter[] | null;

  @Field(() => MacOSSoftwareUpdateAccountSummaryFilter, { nullable: true, description: 'This must not hold.' })
  readonly not?: MacOSSoftwareUpdateAccountSummaryFilter | null;
}

export const OrderField = enumeration(
  'MacOSSoftwareUpdateAccountSummaryOrderField',
  'What reports can be ordered by.',
  descriptions,
);
export type OrderField = keyof typeof OrderField;

@InputType({ description: 'One criterion of an order.' })
export class MacOSSoftwareUpdateAccountSummaryOrder {
  @Field(() => OrderField, { description: 'What to order by.' })
  readonly field!: OrderField;

  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC, description: 'Which way.' })
  readonly direction!: OrderDirection;
}
