import { defineConfig } from 'tsup';

export default defineConfig({
  entry: { index: 'mod.ts' },
  format: ['esm'],
  dts: true,
  clean: true,
  sourcemap: true,
  target: 'es2022',
  platform: 'neutral',
  external: [/^node:/],
});
