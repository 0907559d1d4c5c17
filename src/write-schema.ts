/** `npm run schema`: writes the subgraph's SDL, generated from the decorated classes, to the named file. */
import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { schemaShape } from './server/build-schema.js';

const file = process.argv[2];
if (file === undefined) throw new Error('name the file to write, as in: npm run schema');

await writeFile(file, schemaShape().sdl);
