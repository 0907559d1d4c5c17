/** How long a part that stops may wait for its clients. A person waits for this at Ctrl-C. */
export const graceMs = 2_000;
