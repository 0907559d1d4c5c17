/**
 * To end npm is to end what it runs. npm hands a signal to the shell between the two, and many a shell ends without
 * handing it on: what runs is left alone, with its ports taken.
 */

const lookEveryMs = 500;

/** When this is loaded, so that a shell is missed that ends while the program still starts. */
const shell = process.ppid;

/** Calls back when the shell of an npm script is gone. Without npm nothing happens: `node … &` may outlive its shell. */
export function whenNpmEnds(end: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const look = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(look);
    end();
  }, lookEveryMs).unref();
}
