/**
 * Entities of other subgraphs, joined by their key: a report links to them, and they link to their reports. Graph is
 * not asked for them here.
 */
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { DescribedElsewhere } from './described-elsewhere.js';

@DescribedElsewhere()
@Directive('@key(fields: "id")')
@ObjectType({ description: 'A managed Mac. Other subgraphs add more fields.', simpleResolvers: true })
export class ManagedDevice {
  @DescribedElsewhere()
  @Field(() => ID, { description: 'The ID of the Mac.' })
  readonly id!: string;
}

@DescribedElsewhere()
@Directive('@key(fields: "id")')
@ObjectType({ description: 'A user of the directory. Other subgraphs add more fields.', simpleResolvers: true })
export class User {
  @DescribedElsewhere()
  @Field(() => ID, { description: 'The ID of the user.' })
  readonly id!: string;
}

/** The stub for an id of Graph; null if the id is missing. An unreadable id stays an error. */
export function stubOf(id: string | Error | null): { id: string } | null {
  if (id instanceof Error) throw id;
  return id === null || id === '' ? null : { id };
}

/** Federation: the key is the only field, so other values from a router are dropped. */
export function resolveStubReference({ id }: { id: string }): { id: string } {
  return { id };
}
