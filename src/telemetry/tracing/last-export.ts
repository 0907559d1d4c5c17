/** How long a stopping process waits for its last traces. Apart from tracing.ts, whose libraries are loaded only when traces are on. */
export const lastExportMs = 2000;
