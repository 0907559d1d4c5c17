/** The inputs that filter and order account summaries. */
import { Field, InputType } from 'type-graphql';
import { enumeration } from '../schema/enumeration.js';
import { meaningOf } from '../schema/meaning.js';
import { Tagged } from '../schema/tags.js';
import { OrderDirection } from '../listing/order-direction.enum.js';
import { DateTimeOffsetFilter, IntFilter, StringFilter } from '../listing/filters.inputs.js';
import { MacOSSoftwareUpdateAccountSummary } from './account-summary.type.js';

/** Reports can be ordered by every property, and filtered by every property except the key. */
const meaning = meaningOf(MacOSSoftwareUpdateAccountSummary);

@InputType({ description: 'Which reports to list. Every given condition must hold.' })
export class MacOSSoftwareUpdateAccountSummaryFilter {
  @Field(() => StringFilter, { nullable: true, description: meaning.deviceId })
  readonly deviceId?: StringFilter | null;

  @Tagged('personal')
  @Field(() => StringFilter, { nullable: true, description: meaning.userId })
  readonly userId?: StringFilter | null;

  @Tagged('personal')
  @Field(() => StringFilter, { nullable: true, description: meaning.deviceName })
  readonly deviceName?: StringFilter | null;

  @Tagged('personal')
  @Field(() => StringFilter, { nullable: true, description: meaning.userPrincipalName })
  readonly userPrincipalName?: StringFilter | null;

  @Field(() => StringFilter, { nullable: true, description: meaning.displayName })
  readonly displayName?: StringFilter | null;

  @Field(() => StringFilter, { nullable: true, description: meaning.osVersion })
  readonly osVersion?: StringFilter | null;

  @Field(() => IntFilter, { nullable: true, description: meaning.successfulUpdateCount })
  readonly successfulUpdateCount?: IntFilter | null;

  @Field(() => IntFilter, { nullable: true, description: meaning.failedUpdateCount })
  readonly failedUpdateCount?: IntFilter | null;

  @Field(() => IntFilter, { nullable: true, description: meaning.totalUpdateCount })
  readonly totalUpdateCount?: IntFilter | null;

  @Field(() => DateTimeOffsetFilter, { nullable: true, description: meaning.lastUpdatedDateTime })
  readonly lastUpdatedDateTime?: DateTimeOffsetFilter | null;

  @Field(() => [MacOSSoftwareUpdateAccountSummaryFilter], { nullable: true, description: 'All of these must hold.' })
  readonly and?: MacOSSoftwareUpdateAccountSummaryFilter[] | null;

  @Field(() => [MacOSSoftwareUpdateAccountSummaryFilter], {
    nullable: true,
    description: 'At least one of these must hold.',
  })
  readonly or?: MacOSSoftwareUpdateAccountSummaryFilter[] | null;

  @Field(() => MacOSSoftwareUpdateAccountSummaryFilter, { nullable: true, description: 'This must not hold.' })
  readonly not?: MacOSSoftwareUpdateAccountSummaryFilter | null;
}

export const OrderField = enumeration(
  'MacOSSoftwareUpdateAccountSummaryOrderField',
  'The properties by which reports can be ordered.',
  meaning,
);
export type OrderField = keyof typeof OrderField;

@InputType({ description: 'One criterion of an order.' })
export class MacOSSoftwareUpdateAccountSummaryOrder {
  @Field(() => OrderField, { description: 'The property to order by.' })
  readonly field!: OrderField;

  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC, description: 'Which way.' })
  readonly direction!: OrderDirection;
}
