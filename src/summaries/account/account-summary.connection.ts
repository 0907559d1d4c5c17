/** A page of account summaries, in the shape of Relay's connections. */
import { Field, Int, ObjectType } from 'type-graphql';
import { PageInfo } from '../listing/page-info.type.js';
import { maxScannedRows } from '../listing/scan-limit.js';
import { CostsNothing } from '../schema/cost.decorators.js';
import { MacOSSoftwareUpdateAccountSummary } from './account-summary.type.js';
import type { AccountStatistics } from './statistics/account-statistics.js';
import { CostsStatistics } from './statistics/statistics-cost.js';
import { MacOSSoftwareUpdateAccountSummaryStatistics } from './statistics/statistics.type.js';

@ObjectType({ description: 'A row and its cursor.', simpleResolvers: true })
export class MacOSSoftwareUpdateAccountSummaryEdge {
  @Field(() => String, { description: 'Opaque; used as `after`, it returns the rows after this one.' })
  readonly cursor!: () => string;

  @CostsNothing()
  @Field(() => MacOSSoftwareUpdateAccountSummary, {
    nullable: true,
    description: 'The report. Null with an error if the row cannot be read.',
  })
  readonly node!: MacOSSoftwareUpdateAccountSummary | Error | null;
}

@ObjectType({ description: 'A page of reports.', simpleResolvers: true })
export class MacOSSoftwareUpdateAccountSummaryConnection {
  @CostsNothing()
  @Field(() => [MacOSSoftwareUpdateAccountSummaryEdge], { description: 'The rows with their cursors.' })
  readonly edges!: () => MacOSSoftwareUpdateAccountSummaryEdge[];

  @CostsNothing()
  @Field(() => [MacOSSoftwareUpdateAccountSummary], {
    nullable: 'items',
    description: 'The rows alone. A row that cannot be read is null with an error.',
  })
  readonly nodes!: (MacOSSoftwareUpdateAccountSummary | Error)[];

  @CostsNothing()
  @Field(() => PageInfo, {
    description: 'The position of the page in its list. More rows that Graph announces may not match the filter.',
  })
  readonly pageInfo!: PageInfo;

  @Field(() => Int, {
    nullable: true,
    description: `The number of rows in the whole list: exact, or null with an error. Counting reads the rows, up to ${maxScannedRows.toLocaleString('en')}; if Graph does not filter, it also reads the rows that do not match.`,
  })
  readonly totalCount!: () => Promise<number>;

  @CostsStatistics()
  @Field(() => MacOSSoftwareUpdateAccountSummaryStatistics, {
    nullable: true,
    description: `Numbers of the whole list: exact, or null with an error. They read the rows as \`totalCount\` does, together with it, up to ${maxScannedRows.toLocaleString('en')}.`,
  })
  readonly statistics!: () => Promise<AccountStatistics>;
}
