import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where `npm start` listens. */
const gateway = 'http://127.0.0.1:4000';

export default defineConfig({
  plugins: [react()],
  build: {
    // The policy of the page allows no inline script, and no data: address for anything but images.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    sourcemap: false,
    // scripts/check-budgets.js reads which file needs which.
    manifest: true,
  },
  // `npm run dev` next to `npm start`: one origin, so that nothing needs CORS.
  server: { port: 4300, strictPort: true, proxy: { '/graphql': gateway } },
});
