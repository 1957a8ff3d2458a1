import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { Plugin, UserConfig } from 'vite';

/**
 * A service worker that caches all built files, so that the page opens without a network, including views that were not
 * opened before.
 */
const offline: Plugin = {
  name: 'offline',
  apply: 'build',
  async generateBundle(_, bundle) {
    const files = Object.keys(bundle).filter(name => !name.endsWith('.map') && !name.endsWith('.html'));
    const template = await readFile(new URL('offline-worker.js', import.meta.url), 'utf8');
    const source = template.replace("['files']", JSON.stringify(['/', ...files.map(name => `/${name}`)]));
    this.emitFile({ type: 'asset', fileName: 'offline-worker.js', source });
  },
};

/**
 * The browser lets the page connect only to its own server. This applies only to the built page, because the development
 * server needs inline scripts.
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

function coreSource(file: string): string {
  return fileURLToPath(new URL(`../../../packages/core/src/${file}`, import.meta.url));
}

const config: UserConfig = {
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), contentSecurityPolicy, offline],
  resolve: {
    // The sources of core: its built entry is one module, so that the first screen would load the solver of proofs.
    alias: [
      { find: /^@forgekey\/core$/, replacement: coreSource('index.ts') },
      { find: /^@forgekey\/core\/internal$/, replacement: coreSource('internal.ts') },
    ],
  },
  build: {
    outDir: '../dist/page',
    emptyOutDir: true,
    sourcemap: true,
    // A font in the style sheet would be refused by the content security policy.
    assetsInlineLimit: 0,
  },
};

export default config;
