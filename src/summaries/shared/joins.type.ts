/**
 * Entities of other subgraphs, joined by their key: a report leads to them, and they lead to their reports. Graph is not
 * asked for them here.
 *
 * They have no descriptions, because those of their owners are to count; a composer complains of two that differ.
 */
import { Directive, Field, ID, ObjectType } from 'type-graphql';

@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true })
export class ManagedDevice {
  @Field(() => ID)
  readonly id!: string;
}

@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true })
export class User {
  @Field(() => ID)
  readonly id!: string;
}

/** The stub for an id as Graph gave it; null where there is none. An unreadable id stays the error that it is. */
export function stubOf(id: string | null): { id: string } | null {
  if ((id as unknown) instanceof Error) throw id as unknown as Error;
  return id === null || id === '' ? null : { id };
}

/** Federation: the key is all there is to know, so nothing else of what a router sent is kept. */
export function resolveStubReference({ id }: { id: string }): { id: string } {
  return { id };
}
