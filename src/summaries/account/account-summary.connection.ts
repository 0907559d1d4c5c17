/** A page of account summaries, in the shape of Relay's connections. */
import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { maxScannedRows } from '../listing/refusals.js';
import { CostsNothing } from '../schema/cost.decorators.js';
import { DescribedElsewhere } from '../schema/described-elsewhere.js';
import { MacOSSoftwareUpdateAccountSummary } from './account-summary.type.js';

@Directive('@shareable')
@DescribedElsewhere()
@ObjectType({ description: 'Where a page stands in its list.', simpleResolvers: true })
export class PageInfo {
  @DescribedElsewhere()
  @Field(() => Boolean, { description: 'Whether Graph announces more rows; they may turn out not to fit the filter.' })
  readonly hasNextPage!: boolean;

  @DescribedElsewhere()
  @Field(() => Boolean, { description: 'Whether the page was asked for with `after`.' })
  readonly hasPreviousPage!: boolean;

  @DescribedElsewhere()
  @Field(() => String, { nullable: true, description: 'Cursor of the first row; null on an empty page.' })
  readonly startCursor!: string | null;

  @DescribedElsewhere()
  @Field(() => String, { nullable: true, description: 'Cursor of the last row; null on an empty page.' })
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
      'Where the page stands in its list. More rows that Graph announces may turn out not to fit the filter.',
  })
  readonly pageInfo!: PageInfo;

  @Field(() => Int, {
    nullable: true,
    description: `How many rows the whole list has: exact, or null with an error. Counting reads them, up to ${maxScannedRows.toLocaleString('en')}; where Graph does not filter, it reads the others too.`,
  })
  readonly totalCount!: () => Promise<number>;
}
