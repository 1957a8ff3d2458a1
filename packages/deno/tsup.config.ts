import { defineConfig } from 'tsup';

export default defineConfig({
  entry: { index: 'mod.ts' },
  format: ['esm'],
  dts: true,
  clean: true,
  sourcemap: true,
  // The sources are in the package.
  esbuildOptions: (options) => {
    options.sourcesContent = false;
  },
  target: 'es2022',
  platform: 'neutral',
  external: [/^node:/],
});
