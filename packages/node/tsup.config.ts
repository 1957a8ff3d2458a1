import { defineConfig } from 'tsup';

export default defineConfig({
  entry: { index: 'src/index.ts', vitest: 'src/vitest/index.ts' },
  format: ['esm'],
  dts: true,
  clean: true,
  sourcemap: true,
  // The sources are in the package.
  esbuildOptions: options => {
    options.sourcesContent = false;
  },
  target: 'node20',
  platform: 'node',
});
