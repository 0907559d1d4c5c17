/**
 * Counts the parts of a document as it is written: names, aliases, directives, and the values of arguments, in one
 * pass.
 */
import { Kind, visit, type ASTNode, type DocumentNode } from 'graphql';
import { beyond, limits } from './limits.js';

/** The problem of the document, or undefined. */
export function faultOfText(document: DocumentNode): string | undefined {
  let longestName = 0;
  let aliases = 0;
  let directives = 0;
  let directivesOnOne = 0;
  let valueDepth = 0;
  let deepestValue = 0;
  let listItems = 0;
  visit(document, {
    enter(node: ASTNode) {
      if ('directives' in node && node.directives !== undefined) {
        directives += node.directives.length;
        directivesOnOne = Math.max(directivesOnOne, node.directives.length);
      }
      if (node.kind === Kind.NAME || node.kind === Kind.ENUM) longestName = Math.max(longestName, node.value.length);
      if (node.kind === Kind.FIELD && node.alias !== undefined) aliases += 1;
      if (node.kind === Kind.LIST) listItems = Math.max(listItems, node.values.length);
      if (isNesting(node)) deepestValue = Math.max(deepestValue, ++valueDepth);
    },
    leave(node: ASTNode) {
      if (isNesting(node)) valueDepth -= 1;
    },
  });
  return (
    beyond(limits.nameCharacters, longestName, (count) => `A name of the document has ${count} characters`) ??
    beyond(limits.aliases, aliases, (count) => `The document has ${count} aliases`) ??
    beyond(limits.directivesOnOne, directivesOnOne, (count) => `One part of the document has ${count} directives`) ??
    beyond(limits.directives, directives, (count) => `The document has ${count} directives`) ??
    beyond(limits.valueDepth, deepestValue, (count) => `An argument has ${count} nested lists and objects`) ??
    beyond(limits.listItems, listItems, (count) => `A list of the document has ${count} items`)
  );
}

function isNesting({ kind }: ASTNode): boolean {
  return kind === Kind.LIST || kind === Kind.OBJECT;
}
