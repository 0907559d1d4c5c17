/**
 * A key for one submission. It travels in the body of the request, because a browser that loses a connection sends the same
 * bytes once more by itself: the gateway then returns the report that it has stored already.
 */
export function newKey(): string {
  // `crypto.randomUUID` is absent on pages without TLS.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
