import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Metafile } from 'esbuild';

const folder: string = fileURLToPath(new URL('../..', import.meta.url));

export interface Bundle {
  text: string;
  /** Bytes, minified and compressed as a web server would send them. */
  gzipBytes: number;
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
    write: false,
    metafile: true,
  });
  const [file] = outputFiles;
  return {
    text: file!.text,
    gzipBytes: gzipSync(file!.contents, { level: 9 }).length,
    modules: modulesOf(metafile),
  };
}

function modulesOf(metafile: Metafile): string[] {
  const inputs = Object.values(metafile.outputs).flatMap(output => Object.entries(output.inputs));
  return inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path);
}
