/**
 * Finds a Chromium that the tests can drive, or says what to install.
 *
 * Order: CHROME_PATH, a Chrome or Chromium of the system, the one Playwright manages, and last the one that comes
 * from npm as a development dependency (Linux x64), unpacked once into node_modules/.cache. Every candidate must
 * answer `--version`, because a file that exists may still not start. On Linux, all of them get the same fonts from
 * npm: Chromium stops without any font, and the width of a layout depends on the font.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const START_TIMEOUT_MS = 20_000;
const UNPACK_TIMEOUT_MS = 120_000;
const FONTS: string = fileURLToPath(new URL('fonts.conf', import.meta.url));
const CACHE_DIRECTORY: string = fileURLToPath(new URL('../node_modules/.cache/chromium', import.meta.url));
const NPM_PACKAGE: string = fileURLToPath(new URL('../node_modules/@sparticuz/chromium', import.meta.url));
const SYSTEM_NAMES = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser'];
const MAC_PATHS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

export interface FoundBrowser {
  executablePath: string;
  /** What `--version` printed. */
  version: string;
  /** Where it was found, for the log. */
  source: string;
  /** The environment to launch it with: the caller's, plus the variables that this browser needs. */
  env: Record<string, string>;
}

interface Candidate {
  source: string;
  executablePath: string;
  extraEnv?: Record<string, string>;
}

/** @throws Error if no browser starts. It names every place that was tried, and what to install. */
export async function findBrowser(
  environment: Record<string, string | undefined> = process.env,
): Promise<FoundBrowser> {
  const failures: string[] = [];
  for (const lookUp of [fromChromePath, fromSystem, fromPlaywright, fromNpm]) {
    try {
      for (const candidate of await lookUp(environment)) {
        const found = await start(candidate, environment, failures);
        if (found) return found;
      }
    } catch (error) {
      failures.push(`${lookUp.name}: ${firstLine(error)}`);
    }
    if (lookUp === fromChromePath && environment.CHROME_PATH) break;
  }
  throw new Error(
    [
      'No Chromium that starts was found, and the browser tests need one.',
      ...failures.map(failure => `  tried ${failure}`),
      'Install one (Debian, Ubuntu: `apt-get install chromium`; macOS: `brew install --cask google-chrome`)',
      'or set CHROME_PATH to the executable. NO_BROWSER_TESTS=1 skips these tests.',
    ].join('\n'),
  );
}

async function start(
  candidate: Candidate,
  environment: Record<string, string | undefined>,
  failures: string[],
): Promise<FoundBrowser | undefined> {
  const env = { ...defined(environment), FONTCONFIG_FILE: FONTS, ...candidate.extraEnv };
  try {
    const { stdout } = await run(candidate.executablePath, ['--version'], { env, timeout: START_TIMEOUT_MS });
    return {
      executablePath: candidate.executablePath,
      version: stdout.trim(),
      source: candidate.source,
      env,
    };
  } catch (error) {
    failures.push(`${candidate.source} (${candidate.executablePath}): ${firstLine(error)}`);
    return undefined;
  }
}

function fromChromePath(environment: Record<string, string | undefined>): Candidate[] {
  const executablePath = environment.CHROME_PATH;
  return executablePath ? [{ source: 'CHROME_PATH', executablePath }] : [];
}

function fromSystem(environment: Record<string, string | undefined>): Candidate[] {
  const folders = (environment.PATH ?? '').split(delimiter).filter(Boolean);
  const onPath = SYSTEM_NAMES.flatMap(name => folders.map(folder => join(folder, name)));
  return [...onPath, ...MAC_PATHS]
    .filter(path => existsSync(path))
    .map(executablePath => ({ source: 'the system', executablePath }));
}

async function fromPlaywright(): Promise<Candidate[]> {
  const { chromium } = await import('playwright');
  const executablePath = chromium.executablePath();
  return existsSync(executablePath) ? [{ source: 'Playwright', executablePath }] : [];
}

async function fromNpm(): Promise<Candidate[]> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return [];
  const folder = await unpack();
  const executablePath = join(folder, 'chromium');
  const libraries = { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') };
  return [
    { source: '@sparticuz/chromium', executablePath },
    // A minimal system lacks libnss3 and related libraries. The package contains them.
    {
      source: '@sparticuz/chromium with its own libraries',
      executablePath,
      extraEnv: libraries,
    },
  ];
}

/** Unpacks next to the final folder and renames, so that a second process never sees half a browser. */
async function unpack(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(NPM_PACKAGE, 'package.json'), 'utf8'));
  const folder = join(CACHE_DIRECTORY, version);
  if (existsSync(folder)) return folder;
  await mkdir(CACHE_DIRECTORY, { recursive: true });
  const temporary = await mkdtemp(join(CACHE_DIRECTORY, 'unpacking-'));
  try {
    const script = "import chromium from '@sparticuz/chromium'; await chromium.executablePath();";
    // The package unpacks into the temporary folder of its process, and unpacks its libraries only if it detects Lambda.
    const env = {
      ...defined(process.env),
      TMPDIR: temporary,
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
    };
    await run(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      env,
      timeout: UNPACK_TIMEOUT_MS,
    });
    await rename(temporary, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  return folder;
}

function defined(environment: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function firstLine(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message?: string };
  return (stderr?.trim() || message || String(error)).split('\n')[0]!;
}
