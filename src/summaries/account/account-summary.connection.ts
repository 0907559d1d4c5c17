/** A page of account summaries, in the shape of Relay's connections. */
import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { MacOSSoftwareUpdateAccountSummary } from './account-summary.type.js';

@Directive('@shareable')
@ObjectType({ description: 'Where a page stands in its list.', simpleResolvers: true })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether Graph announces more rows; they may turn out not to fit the filter.' })
  readonly hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether the page was asked for with `after`.' })
  readonly hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first row; null on an empty page.' })
  readonly startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last row; null on an empty page.' })
  readonly endCursor!: string | null;
}

@ObjectType({ description: 'A row and its place.', simpleResolvers: true })
export class MacOSSoftwareUpdateAccountSummaryEdge {
  @Field(() => String, { description: 'Opaque; as `after` it asks for the rows behind this one.' })
  readonly cursor!: string;

  @Field(() => MacOSSoftwareUpdateAccountSummary, {
    nullable: true,
    description: 'The report. Null with an error for a row that cannot be read.',
  })
  readonly node!: MacOSSoftwareUpdateAccountSummary | Error | null;
}

@ObjectType({ description: 'A page of reports.', simpleResolvers: true })
export class MacOSSoftwareUpdateAccountSummaryConnection {
  @Field(() => [MacOSSoftwareUpdateAccountSummaryEdge], { description: 'The rows with their cursors.' })
  readonly edges!: MacOSSoftwareUpdateAccountSummaryEdge[];

  @Field(() => [MacOSSoftwareUpdateAccountSummary], {
    nullable: 'items',
    description: 'The rows alone. A row that cannot be read is null with an error.',
  })
  readonly nodes!: (MacOSSoftwareUpdateAccountSummary | Error)[];

  @Field(() => PageInfo, { description: 'Where the page stands in its list.' })
  readonly pageInfo!: PageInfo;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many rows the whole list has: exact, or null with an error. Counting a filtered list reads all of it.',
  })
  readonly totalCount!: () => Promise<number>;
}
