import { SignInError, type SessionState } from './session';

/**
 * Gets a token with further claims. The challenge comes with a response, not with a click, so the browser may block the
 * window: then the person opens it. Operations that are challenged together wait for the same window.
 */
export function proofs(
  inWindow: (claims: string) => Promise<string>,
  show: (proof: SessionState['proof']) => void,
): (claims: string) => Promise<string> {
  const running = new Map<string, Promise<string>>();

  const onClick = (claims: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const end = (settle: () => void) => () => {
        show(undefined);
        settle();
      };
      const cancel = end(() => reject(new SignInError('closed', 'The proof was not given.')));
      const begin = (): void => {
        inWindow(claims).then(
          (token) => end(() => resolve(token))(),
          // Another click opens another window; it stays the person's choice.
          () => undefined,
        );
      };
      show({ begin, cancel });
    });

  return (claims) => {
    const already = running.get(claims);
    if (already !== undefined) return already;
    const token = inWindow(claims)
      .catch((error: unknown) => {
        if (error instanceof SignInError && error.fault === 'blocked') return onClick(claims);
        throw error;
      })
      .finally(() => running.delete(claims));
    running.set(claims, token);
    return token;
  };
}
