/** A page of account summaries, in the shape of Relay's connections. */
import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { CostsNothing } from '../shared/costs.js';
import { MacOSSoftwareUpdateAccountSummary } from './account-summary.type.js';

/** Without descriptions: other subgraphs have a type of this name as well, and a composer complains of two that differ. */
@Directive('@shareable')
@ObjectType({ simpleResolvers: true })
export class PageInfo {
  @Field(() => Boolean)
  readonly hasNextPage!: boolean;

  @Field(() => Boolean)
  readonly hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true })
  readonly startCursor!: string | null;

  @Field(() => String, { nullable: true })
  readonly endCursor!: string | null;
}

@ObjectType({ description: 'A row and its place.', simpleResolvers: true })
export class MacOSSoftwareUpdateAccountSummaryEdge {
  @Field(() => String, { description: 'Opaque; as `after` it asks for the rows behind this one.' })
  readonly cursor!: string;

  @CostsNothing()
  @Field(() => MacOSSoftwareUpdateAccountSummary, {
    nullable: true,
    description: 'The report. Null with an error for a row that cannot be read.',
  })
  readonly node!: MacOSSoftwareUpdateAccountSummary | Error | null;
}

@ObjectType({ description: 'A page of reports.', simpleResolvers: true })
export class MacOSSoftwareUpdateAccountSummaryConnection {
  @CostsNothing()
  @Field(() => [MacOSSoftwareUpdateAccountSummaryEdge], { description: 'The rows with their cursors.' })
  readonly edges!: MacOSSoftwareUpdateAccountSummaryEdge[];

  @CostsNothing()
  @Field(() => [MacOSSoftwareUpdateAccountSummary], {
    nullable: 'items',
    description: 'The rows alone. A row that cannot be read is null with an error.',
  })
  readonly nodes!: (MacOSSoftwareUpdateAccountSummary | Error)[];

  @CostsNothing()
  @Field(() => PageInfo, {
    description:
      'Where the page stands in its list. `hasNextPage`: Graph announces more rows; they may turn out not to fit the filter. `hasPreviousPage`: the page was asked for with `after`. The cursors are those of the first and the last row, null on an empty page.',
  })
  readonly pageInfo!: PageInfo;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many rows the whole list has: exact, or null with an error. Counting a filtered list reads all of it.',
  })
  readonly totalCount!: () => Promise<number>;
}
