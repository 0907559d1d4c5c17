/**
 * Entities of other subgraphs, joined by their key: a report leads to them, and they lead to their reports. Graph is not
 * asked for them here.
 */
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { DescribedElsewhere } from './described-elsewhere.js';

@DescribedElsewhere()
@Directive('@key(fields: "id")')
@ObjectType({ description: 'A Mac under management. Other subgraphs know more of it.', simpleResolvers: true })
export class ManagedDevice {
  @DescribedElsewhere()
  @Field(() => ID, { description: 'The ID of the Mac.' })
  readonly id!: string;
}

@DescribedElsewhere()
@Directive('@key(fields: "id")')
@ObjectType({ description: 'A user of the directory. Other subgraphs know more of them.', simpleResolvers: true })
export class User {
  @DescribedElsewhere()
  @Field(() => ID, { description: 'The ID of the user.' })
  readonly id!: string;
}

/** The stub for an id as Graph gave it; null where there is none. An unreadable id stays the error that it is. */
export function stubOf(id: string | Error | null): { id: string } | null {
  if (id instanceof Error) throw id;
  return id === null || id === '' ? null : { id };
}

/** Federation: the key is all there is to know, so nothing else of what a router sent is kept. */
export function resolveStubReference({ id }: { id: string }): { id: string } {
  return { id };
}
