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
const entry = {
  index: 'src/index.ts',
  'across-tabs': 'src/across-tabs/index.ts',
  chat: 'src/chat/index.ts',
  react: 'src/react/index.ts',
};

export default defineConfig([
  { ...common, entry, clean: true, sourcemap: true },
  // One by one: shared declarations would be in a file without a .js beside it.
  { ...common, entry: { index: entry.index }, dts: { only: true } },
  { ...common, entry: { 'across-tabs': entry['across-tabs'] }, dts: { only: true } },
  { ...common, entry: { chat: entry.chat }, dts: { only: true } },
  { ...common, entry: { react: entry.react }, dts: { only: true } },
]);
