import { defineConfig, type Options } from 'tsup';

const common: Options = {
  format: ['esm'],
  target: 'es2022',
  platform: 'neutral',
  esbuildOptions: options => {
    // The sources are in the package.
    options.sourcesContent = false;
    // esbuild writes each constant as a `var`, which no bundler of a page inlines any more.
    options.minifySyntax = true;
  },
};

export default defineConfig([
  { ...common, entry: ['src/index.ts', 'src/bind.ts', 'src/internal.ts'], clean: true, sourcemap: true },
  // One by one: shared declarations would stand in a file without a .js beside it, which Deno does not find.
  { ...common, entry: ['src/index.ts'], dts: { only: true } },
  { ...common, entry: ['src/bind.ts'], dts: { only: true } },
  { ...common, entry: ['src/internal.ts'], dts: { only: true } },
]);
