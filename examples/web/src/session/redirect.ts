/** The page on which a sign-in ends: hands the answer of the authority to the dashboard, and closes or goes back. */
import { broadcastResponseToMainFrame } from '@azure/msal-browser/redirect-bridge';

try {
  await broadcastResponseToMainFrame();
  // A browser may keep open what the dashboard has not opened, or no longer knows as its own.
  document.querySelector('h1')?.replaceChildren('You can close this window');
} catch {
  // Opened by hand, or by a link, without an answer.
  location.replace('/');
}
