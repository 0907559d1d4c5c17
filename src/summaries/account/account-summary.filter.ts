/** The inputs that filter and order account summaries. */
import { Field, InputType } from 'type-graphql';
import { enumeration } from '../schema/enumeration.js';
import { meaningOf } from '../schema/meaning.js';
import { Tagged } from '../schema/tags.js';
import { OrderDirection } from '../listing/order-direction.enum.js';
import {
  DateTimeOffsetFilter,
  IDFilter,
  IntFilter,
  NullableStringFilter,
  StringFilter,
} from '../listing/filters.inputs.js';
import { MacOSSoftwareUpdateAccountSummary } from './account-summary.type.js';

/** Reports can be filtered and ordered by every property. */
const meaning = meaningOf(MacOSSoftwareUpdateAccountSummary);
const versionIsText = 'A text: `startsWith: "26.1"` matches 26.10 as well.';
const versionsSortAsTexts = 'Sorted as a text, not by its numbers: 26.10 comes before 26.2, and 9.0 after both.';

@InputType({ description: 'Which reports to list. Every given condition must hold.' })
export class MacOSSoftwareUpdateAccountSummaryFilter {
  @Field(() => IDFilter, { nullable: true, description: meaning.id })
  readonly id?: IDFilter | null;

  @Field(() => NullableStringFilter, { nullable: true, description: meaning.deviceId })
  readonly deviceId?: NullableStringFilter | null;

  @Tagged('personal')
  @Field(() => NullableStringFilter, { nullable: true, description: meaning.userId })
  readonly userId?: NullableStringFilter | null;

  @Tagged('personal')
  @Field(() => NullableStringFilter, { nullable: true, description: meaning.deviceName })
  readonly deviceName?: NullableStringFilter | null;

  @Tagged('personal')
  @Field(() => NullableStringFilter, { nullable: true, description: meaning.userPrincipalName })
  readonly userPrincipalName?: NullableStringFilter | null;

  @Field(() => StringFilter, { nullable: true, description: meaning.displayName })
  readonly displayName?: StringFilter | null;

  @Field(() => NullableStringFilter, { nullable: true, description: `${meaning.osVersion} ${versionIsText}` })
  readonly osVersion?: NullableStringFilter | null;

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

  @Field(() => MacOSSoftwareUpdateAccountSummaryFilter, {
    nullable: true,
    description: 'This must not hold. So a missing value matches the negation of each comparison.',
  })
  readonly not?: MacOSSoftwareUpdateAccountSummaryFilter | null;
}

export const OrderField = enumeration(
  'MacOSSoftwareUpdateAccountSummaryOrderField',
  'The properties by which reports can be ordered.',
  { ...meaning, osVersion: `${meaning.osVersion} ${versionsSortAsTexts}` },
);
export type OrderField = keyof typeof OrderField;

@InputType({ description: 'One criterion of an order.' })
export class MacOSSoftwareUpdateAccountSummaryOrder {
  @Field(() => OrderField, { description: 'The property to order by.' })
  readonly field!: OrderField;

  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC, description: 'The direction.' })
  readonly direction!: OrderDirection;
}
