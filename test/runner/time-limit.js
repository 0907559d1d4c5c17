/** A test or hook that hangs fails after a while: the runner itself would wait for ever. */
import { addEventHandler } from 'jest-circus';

/** It does not measure speed: a busy machine may be ten times slower than an idle one. */
const limitMs = 120_000;
/** Node's own, also while a test has replaced the clock. */
const { setTimeout, clearTimeout } = globalThis;

addEventHandler((event, { currentDescribeBlock }) => {
  const added =
    event.name === 'add_test'
      ? currentDescribeBlock.children.at(-1)
      : event.name === 'add_hook'
        ? currentDescribeBlock.hooks.at(-1)
        : undefined;
  if (added?.fn) added.fn = withLimit(added.fn, event.timeout ?? limitMs);
});

function withLimit(run, ms) {
  return async () => {
    let timer;
    const late = new Promise((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`It did not end within ${ms} ms.`)), ms);
    });
    try {
      await Promise.race([run(), late]);
    } finally {
      clearTimeout(timer);
    }
  };
}
