import react from '@vitejs/plugin-react';
import { defineConfig, type ViteDevServer } from 'vite';

/** Where `npm start` listens. */
const gateway = 'http://127.0.0.1:4000';

/** `npm run dev` next to `npm start`, whose gateway accepts any token. */
const demoConfiguration = {
  name: 'demo-configuration',
  configureServer({ middlewares }: ViteDevServer): void {
    middlewares.use('/config.json', (_request, response) => {
      response.end(JSON.stringify({ gateway: '/graphql', demo: { token: 'any-token' } }));
    });
  },
};

export default defineConfig({
  plugins: [react(), demoConfiguration],
  build: {
    // The policy of the page allows no inline script, and no data: address for anything but images.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    sourcemap: false,
    // test/browser/budgets.test.ts reads which file needs which.
    manifest: true,
    // The second page is where a sign-in ends.
    rolldownOptions: { input: ['index.html', 'redirect.html'] },
  },
  // One origin, so that nothing needs CORS.
  server: { port: 4300, strictPort: true, proxy: { '/graphql': gateway } },
});
