import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['server/index.ts'],
  // The page is built into dist/page beside it, and cleaning empties the whole output folder.
  outDir: 'dist/server',
  format: ['esm'],
  clean: true,
  sourcemap: true,
  target: 'node20',
  platform: 'node',
});
