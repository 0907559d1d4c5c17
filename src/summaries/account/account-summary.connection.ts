/** A page of account summaries, in the shape of Relay's connections. */
import { Field, Int, ObjectType } from 'type-graphql';
import { PageInfo } from '../listing/page-info.type.js';
import { maxScannedRows } from '../listing/refusals.js';
import { CostsNothing } from '../schema/cost.decorators.js';
import { MacOSSoftwareUpdateAccountSummary } from './account-summary.type.js';

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
