/** A Graph that holds every creation until the test releases it, and counts what it has stored. */
import type { ServerResponse } from 'node:http';
import { referenceExample, scriptedGraph } from './start.js';

export interface HoldingGraph {
  readonly url: string;
  /** Creations that have arrived and are not answered. */
  readonly held: ServerResponse[];
  /** How many creations have arrived, answered or not. */
  calls(): number;
  /** Answers the held creations; each report gets the id `stored`. */
  letGo(): void;
  stop(): Promise<void>;
}

export async function holdingGraph(): Promise<HoldingGraph> {
  const held: ServerResponse[] = [];
  const graph = await scriptedGraph((request, response) => {
    request.resume();
    held.push(response);
  });
  return {
    ...graph,
    held,
    letGo: () => {
      for (const response of held.splice(0)) {
        response.writeHead(201).end(JSON.stringify({ id: 'stored', ...referenceExample }));
      }
    },
  };
}
