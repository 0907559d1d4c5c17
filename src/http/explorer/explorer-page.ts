/**
 * The page of the explorer, its policy, and the script that starts GraphiQL.
 *
 * The script is a file, so that the policy need not allow inline scripts. All addresses are relative to the page: a proxy may
 * serve the gateway below a path.
 */
import type { ExampleOperation } from '../../graphql/example-operations.js';

export interface ExplorerOptions {
  /** One tab for each. */
  readonly operations: readonly ExampleOperation[];
  /** The bearer token in the header of each tab. Only the demo has one that may be shown. */
  readonly token?: string | undefined;
}

/** GraphiQL's editor writes styles, and its fonts are in its style sheet. */
export const explorerPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  'font-src data:',
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join(';');

/**
 * GraphiQL's tabs keep the offset of their first animation as a style, and jump by it when they are pressed: the first click
 * on each of them would be lost.
 */
const tabStyle = '.graphiql-tab { transform: none !important; }';

export const explorerPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Explorer: macOS software update reports</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="explorer/graphiql.css">
    <style>${tabStyle}</style>
    <script defer src="explorer/start.js"></script>
    <script defer src="explorer/graphiql.js"></script>
  </head>
  <body id="body" class="no-focus-outline">
    <noscript>The explorer needs JavaScript.</noscript>
    <div id="root"></div>
  </body>
</html>
`;

/** Runs before GraphiQL's own script, and starts it when both have run. */
export function startScript({ operations, token }: ExplorerOptions): string {
  const headers = token === undefined ? undefined : JSON.stringify({ authorization: `Bearer ${token}` }, null, 2);
  const options = {
    title: 'Reports',
    logo: '',
    // Headers may have a token: they stay in memory.
    shouldPersistHeaders: false,
    // Without examples, GraphiQL starts with a tab of its own.
    ...(operations.length > 0 ? { defaultTabs: operations.map((operation) => ({ ...operation, headers })) } : {}),
    headers,
  };
  return `const workers = { editorWorkerService: 'editor', json: 'json', graphql: 'graphql' };
globalThis.MonacoEnvironment = {
  globalAPI: false,
  getWorkerUrl: (_module, label) => new URL(\`explorer/\${workers[label]}.worker.js\`, location.href).href,
};
const options = ${JSON.stringify(options, null, 2)};

// A browser may send a request twice by itself, so each creation has a key, which is new for each visit.
const storedTabs = 'graphiql:tabState';
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return \`explorer-\${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}\`;
}
const withNewKeys = (text) => text?.replaceAll(/explorer-[0-9a-f]{32}/g, newKey);
for (const tab of options.defaultTabs ?? []) tab.variables = withNewKeys(tab.variables);
try {
  const stored = localStorage.getItem(storedTabs);
  if (stored !== null) localStorage.setItem(storedTabs, withNewKeys(stored));
} catch {
  // A browser may forbid to store.
}

// GraphiQL adds an empty tab after a reload, unless it is given what the active one has.
function activeTab() {
  try {
    const { tabs, activeTabIndex } = JSON.parse(localStorage.getItem(storedTabs));
    return tabs[activeTabIndex];
  } catch {
    return undefined;
  }
}

addEventListener('DOMContentLoaded', () => {
  const { query, variables } = activeTab() ?? options.defaultTabs?.[0] ?? {};
  const endpoint = new URL('graphql', location.href).pathname;
  YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), { ...options, query, variables, endpoint });
});
`;
}
