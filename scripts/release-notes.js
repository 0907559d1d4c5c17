/** `node scripts/release-notes.js VERSION`: prints the section of CHANGELOG.md with this version, for the page of the release. */
import { readFileSync } from 'node:fs';

const [version] = process.argv.slice(2);
const sections = readFileSync('CHANGELOG.md', 'utf8').split(/^## /m);
const section = sections.find((text) => text.startsWith(`${version}\n`));
if (section === undefined) {
  console.error(`CHANGELOG.md has no section "## ${version}": rename "Unreleased" first.`);
  process.exitCode = 1;
} else process.stdout.write(`${section.slice(`${version}\n`.length).trim()}\n`);
