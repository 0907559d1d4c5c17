/** Debian's Chromium, which must be installed. */
import { existsSync } from 'node:fs';

/** Without windows it needs about half of the time. */
const headless = '/usr/bin/chromium-headless-shell';

export const chromiumPath = existsSync(headless) ? headless : '/usr/bin/chromium';
