/** What other subgraphs define as well, so that a supergraph describes it in their words. */
import { Extensions } from 'type-graphql';

/** Name of the extension under which {@link DescribedElsewhere} leaves its mark. */
export const describedElsewhereExtension = 'describedElsewhere';

/**
 * On a type or a field: its description is shown to those who look at this subgraph alone, and kept out of the SDL that
 * composers read. They complain of two descriptions that differ, and the owner's is to count.
 */
export function DescribedElsewhere(): ClassDecorator & PropertyDecorator {
  return Extensions({ [describedElsewhereExtension]: true });
}
