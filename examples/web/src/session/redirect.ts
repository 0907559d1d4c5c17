/** The page on which a sign-in ends: hands the answer of the authority to the dashboard, and closes or goes back. */
import { broadcastResponseToMainFrame } from '@azure/msal-browser/redirect-bridge';

try {
  await broadcastResponseToMainFrame();
} catch {
  // Opened by hand, or by a link, without an answer.
  location.replace('/');
}
