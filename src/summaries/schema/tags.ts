/**
 * The tags with which a contract can omit parts of the schema. docs/adr/0012-one-federation-version.md gives the
 * reasons.
 */
import { Directive } from 'type-graphql';

const tags = {
  /** Changes something in Graph: every mutation. A contract without it can only read. */
  write: '@tag(name: "write")',
  /** Identifies a person: the user, and the name of the Mac, which is often a person's. */
  personal: '@tag(name: "personal")',
} as const;

export function Tagged(tag: keyof typeof tags): MethodDecorator & PropertyDecorator {
  return Directive(tags[tag]);
}
