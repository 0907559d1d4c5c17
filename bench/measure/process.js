/** Helpers of the benchmarks' processes, for themselves and for the process that started them. */

/** The port of a listening server. */
export function portOf(server) {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server does not listen on a port');
  return address.port;
}

/** Sends to the process that has forked this one. */
export function tellParent(message) {
  if (process.send === undefined) throw new Error('this process has not been forked');
  process.send(message);
}

/** Needs `node --expose-gc`. */
export function collectGarbage() {
  if (globalThis.gc === undefined) throw new Error('start it with node --expose-gc');
  void globalThis.gc();
}
