/** Where a page stands in its list, as Relay's connections say it. */
import { Directive, Field, ObjectType } from 'type-graphql';
import { DescribedElsewhere } from '../schema/described-elsewhere.js';

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
