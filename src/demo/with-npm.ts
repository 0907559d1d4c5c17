/**
 * Ends the program when npm ends. npm signals only the shell that it starts, and many shells end without forwarding the
 * signal, so the program would keep running with its ports in use.
 */

const lookEveryMs = 500;

/** Read when this module is loaded, so that a shell that ends during startup is noticed. */
const shell = process.ppid;

/**
 * Calls back when the shell of an npm script has ended. Without npm it does nothing: `node … &` may outlive its shell.
 */
export function whenNpmEnds(end: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const look = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(look);
    end();
  }, lookEveryMs).unref();
}
