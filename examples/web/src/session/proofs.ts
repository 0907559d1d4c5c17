import { SignInError, type Proof } from './session';

/**
 * Gets a token with further claims. The challenge comes with a response, not with a click, so the browser may block the
 * window, and a person may close it, which the page cannot see: meanwhile a dialog opens it again, or gives up.
 * Operations that are challenged together wait for the same window.
 */
export function proofs(
  inWindow: (claims: string) => Promise<string>,
  show: (proof: Proof | undefined) => void,
): (claims: string) => Promise<string> {
  const running = new Map<string, Promise<string>>();

  const prove = (claims: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const cancel = (): void => reject(new SignInError('closed', 'The proof was not given.'));
      const openWindow = (): void => {
        show({ isBlocked: false, openWindow, cancel });
        inWindow(claims).then(resolve, (error: SignInError) => {
          if (error.fault === 'blocked') show({ isBlocked: true, openWindow, cancel });
          // Another window has taken its place.
          else if (error.fault !== 'replaced') reject(error);
        });
      };
      openWindow();
    });

  return (claims) => {
    const already = running.get(claims);
    if (already !== undefined) return already;
    const token = prove(claims).finally(() => {
      running.delete(claims);
      show(undefined);
    });
    running.set(claims, token);
    return token;
  };
}
