/** How long a stopping part may wait for its clients. After Ctrl-C a person waits for this. */
export const graceMs = 2_000;
