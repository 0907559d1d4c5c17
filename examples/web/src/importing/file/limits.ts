export const maxRows = 50_000;

/** Far more than such a file has. */
export const maxBytes = 64 * 1024 * 1024;
