/** Stubs of what other subgraphs know about: a key to join by, and nothing asked of Graph. */
import { Directive, Field, ID, ObjectType } from 'type-graphql';

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType({
  description: 'A Mac under management. This subgraph knows its key alone; others add the rest.',
  simpleResolvers: true,
})
export class ManagedDevice {
  @Field(() => ID, { description: 'The ID of the Mac.' })
  readonly id!: string;
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType({
  description: 'A user of the directory. This subgraph knows their key alone; others add the rest.',
  simpleResolvers: true,
})
export class User {
  @Field(() => ID, { description: 'The ID of the user.' })
  readonly id!: string;
}

/** The stub for an id as Graph gave it; null where there is none. An unreadable id stays the error that it is. */
export function stubOf(id: string | null): { id: string } | null {
  if ((id as unknown) instanceof Error) throw id as unknown as Error;
  return id === null || id === '' ? null : { id };
}
