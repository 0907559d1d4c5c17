/** What a process of the benchmarks does with itself and with the one that started it. */

/** The port of a server that listens. */
export function portOf(server) {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server does not listen on a port');
  return address.port;
}

/** To the process that has forked this one. */
export function tellParent(message) {
  if (process.send === undefined) throw new Error('this process has not been forked');
  process.send(message);
}

/** Needs `node --expose-gc`. */
export function collectGarbage() {
  if (globalThis.gc === undefined) throw new Error('start it with node --expose-gc');
  void globalThis.gc();
}
