import { useSessionState } from './SessionContext';

/**
 * Whether the page shows what writes: a sign-in knows which permissions were granted, a token from elsewhere may have them.
 * The gateway and Graph decide in any case, and a refusal names the permission.
 */
export function useMayWrite(): boolean {
  return useSessionState().mayWrite;
}
