import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Metafile, type OutputFile } from 'esbuild';

const folder: string = fileURLToPath(new URL('../..', import.meta.url));

export interface Bundle {
  text: string;
  /** Bytes, minified and compressed as a web server would send them: of the file that the page loads. */
  gzipBytes: number;
  /** The same of the files that it loads when it needs them. */
  laterGzipBytes: number;
  /** Every module of which something is left, by its path. */
  modules: string[];
}

/** What a page gets that imports `exports` of the built package: bundled for browsers, with everything it does not use left out. */
export async function bundle(exports: string, { minify = true, entry = '' } = {}): Promise<Bundle> {
  const specifier = ['@forgekey/browser-verify', entry].filter(Boolean).join('/');
  const { outputFiles, metafile } = await build({
    stdin: { contents: `export ${exports} from '${specifier}';`, resolveDir: folder },
    absWorkingDir: folder,
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    minify,
    external: ['react'],
    splitting: true,
    outdir: OUTPUT,
    write: false,
    metafile: true,
  });
  const reached = reachedFrom(`${OUTPUT}/stdin.js`, metafile);
  const [first, ...later] = reached.map(name => outputFiles.find(({ path }) => path.endsWith(`/${name}`))!);
  return {
    text: [first!, ...later].map(({ text }) => text).join('\n'),
    gzipBytes: gzipBytesOf(first!),
    laterGzipBytes: later.reduce((sum, file) => sum + gzipBytesOf(file), 0),
    modules: reached.flatMap(name => modulesOf(metafile.outputs[name]!)),
  };
}

const OUTPUT = 'bundle';

/** The first file and those that it imports, in the end: esbuild also writes files that nothing imports. */
function reachedFrom(first: string, { outputs }: Metafile): string[] {
  const reached = new Set([first]);
  for (const name of reached)
    for (const { path, external } of outputs[name]!.imports) if (!external) reached.add(path);
  return [...reached];
}

function gzipBytesOf({ contents }: OutputFile): number {
  return gzipSync(contents, { level: 9 }).length;
}

function modulesOf({ inputs }: Metafile['outputs'][string]): string[] {
  const left = Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  return left.map(([path]) => path);
}
