/** The limit of a request body in bytes. A bulk creation of 1,000 reports fits. */
export const maxBodyBytes = 1024 * 1024;
