/**
 * Account summary: how software updates went on one Mac for one user.
 *
 * Graph: `macOSSoftwareUpdateAccountSummary` (beta). Nullability follows the CSDL: the key, the name, the counts and
 * the date are non-null. Plain properties need no resolver (`simpleResolvers`), so reading one costs nothing.
 */
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Needs } from '../schema/access.js';
import { DateTimeOffset } from '../schema/date-time-offset.scalar.js';
import { Tagged } from '../schema/tags.js';

@Directive('@key(fields: "id")')
@Needs('read')
@ObjectType({
  description:
    'A report of how macOS software updates went on one Mac for one user. Microsoft Graph: `macOSSoftwareUpdateAccountSummary` (beta).',
  simpleResolvers: true,
})
export class MacOSSoftwareUpdateAccountSummary {
  @Field(() => ID, { description: 'Key of the report, unique among all reports.' })
  readonly id!: string;

  @Field(() => String, { description: 'The name of the report.' })
  readonly displayName!: string;

  @Field(() => String, { nullable: true, description: 'The ID of the Mac.' })
  readonly deviceId!: string | null;

  @Tagged('personal')
  @Field(() => String, { nullable: true, description: 'The ID of the user.' })
  readonly userId!: string | null;

  @Tagged('personal')
  @Field(() => String, { nullable: true, description: 'The name of the Mac.' })
  readonly deviceName!: string | null;

  @Tagged('personal')
  @Field(() => String, { nullable: true, description: 'The principal name of the user, as in `ada@contoso.com`.' })
  readonly userPrincipalName!: string | null;

  @Field(() => String, { nullable: true, description: 'The version of macOS on the Mac.' })
  readonly osVersion!: string | null;

  @Field(() => Int, { description: 'How many updates succeeded on the Mac.' })
  readonly successfulUpdateCount!: number;

  @Field(() => Int, { description: 'How many updates failed on the Mac.' })
  readonly failedUpdateCount!: number;

  @Field(() => Int, {
    description:
      'How many updates there were on the Mac in all. Graph does not guarantee that the other counts add up to it.',
  })
  readonly totalUpdateCount!: number;

  @Field(() => DateTimeOffset, { description: 'When the report for this Mac was last updated.' })
  readonly lastUpdatedDateTime!: string;
}
