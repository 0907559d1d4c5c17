/** The position of a page in its list, as in Relay's connections. */
import { Directive, Field, ObjectType } from 'type-graphql';
import { DescribedElsewhere } from '../schema/described-elsewhere.js';

@Directive('@shareable')
@DescribedElsewhere()
@ObjectType({ description: 'The position of a page in its list.', simpleResolvers: true })
export class PageInfo {
  @DescribedElsewhere()
  @Field(() => Boolean, { description: 'Whether Graph announces more rows; they may not match the filter.' })
  readonly hasNextPage!: boolean;

  @DescribedElsewhere()
  @Field(() => Boolean, { description: 'Whether the page was requested with `after`.' })
  readonly hasPreviousPage!: boolean;

  @DescribedElsewhere()
  @Field(() => String, { nullable: true, description: 'Cursor of the first row; null on an empty page.' })
  readonly startCursor!: () => string | null;

  @DescribedElsewhere()
  @Field(() => String, { nullable: true, description: 'Cursor of the last row; null on an empty page.' })
  readonly endCursor!: () => string | null;
}
