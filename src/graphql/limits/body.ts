/** How long the body of a request may be, in bytes: a bulk creation of 1,000 reports fits. */
export const maxBodyBytes = 1024 * 1024;
