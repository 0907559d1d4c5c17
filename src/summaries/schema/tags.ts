/** The words by which a contract can leave parts of the schema out. docs/adr/0012-one-federation-version.md says why these. */
import { Directive } from 'type-graphql';

const tags = {
  /** Changes something in Graph: every mutation. A contract without it only reads. */
  write: '@tag(name: "write")',
  /** Identifies a person: the user, and the name of the Mac, which often is a person's. */
  personal: '@tag(name: "personal")',
} as const;

export function Tagged(tag: keyof typeof tags): MethodDecorator & PropertyDecorator {
  return Directive(tags[tag]);
}
