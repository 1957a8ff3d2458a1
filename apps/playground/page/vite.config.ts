import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { Plugin, UserConfig } from 'vite';

/**
 * The page talks to the server it came from and to nobody else, and the browser enforces it. Only the built page: the
 * development server needs inline scripts of its own.
 */
const contentSecurityPolicy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: {
        'http-equiv': 'Content-Security-Policy',
        content:
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'",
      },
      injectTo: 'head-prepend',
    },
  ],
};

const config: UserConfig = {
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), contentSecurityPolicy],
  build: {
    outDir: '../dist/page',
    emptyOutDir: true,
    sourcemap: true,
    // One file on purpose: nothing is fetched later, so that a view that works offline stays so. Served from loopback.
    chunkSizeWarningLimit: 1000,
  },
};

export default config;
