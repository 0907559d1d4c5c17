/** Whether the person who is signed in may change reports. Pages show their writing controls only then. */
export function useMayWrite(): boolean {
  return true;
}
