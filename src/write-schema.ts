/** `npm run schema`: writes the subgraph's SDL, generated from the decorated classes, to the named file. */
import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { AccountSummaryResource } from './summaries/account/account-summary.resource.js';
import { buildSchema } from './server/build-schema.js';

const file = process.argv[2];
if (file === undefined) throw new Error('name the file to write, as in: npm run schema');

// The schema's shape needs resolvers, and these need nobody to talk to.
const unused = undefined as never;
const { sdl } = buildSchema({ accountSummaries: new AccountSummaryResource(unused), tokens: unused });
await writeFile(file, sdl);
