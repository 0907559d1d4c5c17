import { useSessionState } from './SessionContext';

/**
 * Whether the page shows what writes. A sign-in answers from the permissions that were granted with the token; with a
 * token from elsewhere the first refusal answers. The gateway and Graph decide in any case.
 */
export function useMayWrite(): boolean {
  return useSessionState().mayWrite;
}
