/**
 * `npm run dev [-- OPTION …]`: `npm start` that starts again after each change of a source. Type errors are printed and
 * stop nothing.
 *
 * The compiler runs in this process, and the demo is its only child. The demo is ended whenever this process ends: by a
 * signal, by a failure, or because npm or its shell is gone. If this process is killed, the demo notices that by
 * itself, as it does under npm.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import closeWithGrace from 'close-with-grace';
import ts from 'typescript';
import { portsInUse } from '../src/demo/free-ports.ts';
import { whenNpmEnds } from '../src/demo/with-npm.ts';

const program = 'dist/demo/main.js';
/** The demo stops its parts quickly; running operations have no value for a developer. */
const graceMs = 5000;

const faults = await portsInUse(process.env, process.argv.slice(2));
if (faults.length > 0) {
  console.error(`npm run dev failed: ${faults.join(' ')}`);
  process.exit(1);
}

let demo;
let closing = false;
/** One start after the other. */
let work = Promise.resolve();

const { close } = closeWithGrace({ logger: false, delay: 2 * graceMs }, async ({ err }) => {
  closing = true;
  if (err) console.error(err);
  watch?.close();
  await end(demo);
});
whenNpmEnds(close);

const host = ts.createWatchCompilerHost(
  'tsconfig.dev.json',
  // In memory, since `npm run build:dev` keeps its own state.
  { incremental: false, tsBuildInfoFile: undefined },
  ts.sys,
  ts.createEmitAndSemanticDiagnosticsBuilderProgram,
  undefined,
  // `preserveWatchOutput`: the output of the demo stays.
  (diagnostic) => console.log(`${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')}`),
);
const emit = host.afterProgramCreate;
host.afterProgramCreate = (compiled) => {
  emit?.(compiled);
  work = work.then(restart);
};
const watch = ts.createWatchProgram(host);

async function restart() {
  await end(demo);
  if (closing) return;
  demo = spawn(process.execPath, ['--enable-source-maps', program, ...process.argv.slice(2)], {
    stdio: 'inherit',
    // So that it watches its parent even if npm does not run this.
    env: { npm_lifecycle_event: 'dev', ...process.env },
  });
}

async function end(child) {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const late = delay(graceMs, 'late', { ref: false });
  if ((await Promise.race([ended, late])) === 'late') child.kill('SIGKILL');
  await ended;
}
