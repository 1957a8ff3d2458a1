import { defineConfig } from 'tsup';

export default defineConfig({
  entry: { 'server/index': 'server/index.ts' },
  format: ['esm'],
  // The page is built into dist/page beside it: only the server's own folder is cleaned.
  clean: ['dist/server'],
  sourcemap: true,
  target: 'node20',
  platform: 'node',
});
