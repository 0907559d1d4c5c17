/** Definitions that other subgraphs also have, so that a supergraph uses their descriptions. */
import { Extensions } from 'type-graphql';

/** Name of the extension that {@link DescribedElsewhere} sets. */
export const describedElsewhereExtension = 'describedElsewhere';

/**
 * On a type or a field: its description is visible in this subgraph alone, and omitted from the SDL that composers
 * read. Composers warn about two different descriptions, and the owner's should be used.
 */
export function DescribedElsewhere(): ClassDecorator & PropertyDecorator {
  return Extensions({ [describedElsewhereExtension]: true });
}
