/** The inputs that choose and order account summaries. */
import { Field, InputType, registerEnumType } from 'type-graphql';
import { Tagged } from '../schema/tags.js';
import { DateTimeOffsetFilter, IntFilter, StringFilter } from '../listing/filters.inputs.js';

@InputType({ description: 'Which reports to list. Every condition that is given has to hold.' })
export class MacOSSoftwareUpdateAccountSummaryFilter {
  @Field(() => StringFilter, { nullable: true, description: 'The ID of the Mac.' })
  readonly deviceId?: StringFilter | null;

  @Tagged('personal')
  @Field(() => StringFilter, { nullable: true, description: 'The ID of the user.' })
  readonly userId?: StringFilter | null;

  @Tagged('personal')
  @Field(() => StringFilter, { nullable: true, description: 'The name of the Mac.' })
  readonly deviceName?: StringFilter | null;

  @Tagged('personal')
  @Field(() => StringFilter, { nullable: true, description: 'The principal name of the user.' })
  readonly userPrincipalName?: StringFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'The name of the report.' })
  readonly displayName?: StringFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'The version of macOS.' })
  readonly osVersion?: StringFilter | null;

  @Field(() => IntFilter, { nullable: true, description: 'How many updates succeeded.' })
  readonly successfulUpdateCount?: IntFilter | null;

  @Field(() => IntFilter, { nullable: true, description: 'How many updates failed.' })
  readonly failedUpdateCount?: IntFilter | null;

  @Field(() => IntFilter, { nullable: true, description: 'How many updates there were in all.' })
  readonly totalUpdateCount?: IntFilter | null;

  @Field(() => DateTimeOffsetFilter, { nullable: true, description: 'When the report was last updated.' })
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

export const OrderField = {
  id: 'id',
  deviceId: 'deviceId',
  userId: 'userId',
  deviceName: 'deviceName',
  userPrincipalName: 'userPrincipalName',
  displayName: 'displayName',
  osVersion: 'osVersion',
  successfulUpdateCount: 'successfulUpdateCount',
  failedUpdateCount: 'failedUpdateCount',
  totalUpdateCount: 'totalUpdateCount',
  lastUpdatedDateTime: 'lastUpdatedDateTime',
} as const;
export type OrderField = keyof typeof OrderField;

registerEnumType(OrderField, {
  name: 'MacOSSoftwareUpdateAccountSummaryOrderField',
  description: 'What reports can be ordered by.',
  valuesConfig: {
    id: { description: 'The key of the report.' },
    deviceId: { description: 'The ID of the Mac.' },
    userId: { description: 'The ID of the user.' },
    deviceName: { description: 'The name of the Mac.' },
    userPrincipalName: { description: 'The principal name of the user.' },
    displayName: { description: 'The name of the report.' },
    osVersion: { description: 'The version of macOS.' },
    successfulUpdateCount: { description: 'How many updates succeeded.' },
    failedUpdateCount: { description: 'How many updates failed.' },
    totalUpdateCount: { description: 'How many updates there were in all.' },
    lastUpdatedDateTime: { description: 'When the report was last updated.' },
  },
});

export const OrderDirection = { ASC: 'ASC', DESC: 'DESC' } as const;
export type OrderDirection = keyof typeof OrderDirection;

registerEnumType(OrderDirection, {
  name: 'OrderDirection',
  description: 'Which way an order goes.',
  valuesConfig: {
    ASC: { description: 'The smallest first; a missing value before all others.' },
    DESC: { description: 'The largest first; a missing value after all others.' },
  },
});

@InputType({ description: 'One criterion of an order.' })
export class MacOSSoftwareUpdateAccountSummaryOrder {
  @Field(() => OrderField, { description: 'What to order by.' })
  readonly field!: OrderField;

  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC, description: 'Which way.' })
  readonly direction!: OrderDirection;
}
