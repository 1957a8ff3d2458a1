import type { Profiler } from 'node:inspector';
import { Session } from 'node:inspector';
import { pathToFileURL } from 'node:url';
import { builtFiles } from './built-files.ts';

/** Which characters of the built code a target has reached: 1 for each that has. */
export type Reached = Map<string, Uint8Array>;

/** V8's precise block coverage of the packages under test. */
export class Coverage {
  readonly #session = new Session();
  readonly #urls: ReadonlySet<string> = new Set(builtFiles().map(file => pathToFileURL(file).href));

  start(): void {
    this.#session.connect();
    this.#session.post('Profiler.enable');
    this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  stop(): void {
    this.#session.disconnect();
  }

  /** What has run since the last call. */
  take(): Reached {
    let scripts: readonly Profiler.ScriptCoverage[] = [];
    this.#session.post('Profiler.takePreciseCoverage', (error, answer) => {
      if (error) throw error;
      scripts = answer.result;
    });
    const reached: Reached = new Map();
    for (const { url, functions } of scripts) {
      if (this.#urls.has(url)) reached.set(url, paint(functions));
    }
    return reached;
  }
}

/** Functions and blocks come from the outside to the inside. */
function paint(functions: readonly Profiler.FunctionCoverage[]): Uint8Array {
  const end = Math.max(...functions.map(({ ranges }) => ranges[0]!.endOffset));
  const painted = new Uint8Array(end);
  for (const { ranges } of functions) {
    for (const { startOffset, endOffset, count } of ranges) {
      painted.fill(count > 0 ? 1 : 0, startOffset, endOffset);
    }
  }
  return painted;
}

/** How many characters `more` reaches for the first time. */
export function countNew(known: Reached, more: Reached): number {
  let count = 0;
  for (const [url, characters] of more) {
    const before = known.get(url);
    for (let at = 0; at < characters.length; at++) if (characters[at] === 1 && before?.[at] !== 1) count++;
  }
  return count;
}

/** Adds what `more` reaches to `known`. */
export function merge(known: Reached, more: Reached): void {
  for (const [url, characters] of more) {
    const before = known.get(url) ?? new Uint8Array();
    // V8 leaves out functions that have not run yet, so a later report of the same file can be longer.
    const merged = before.length < characters.length ? new Uint8Array(characters.length) : before;
    if (merged !== before) merged.set(before);
    for (let at = 0; at < characters.length; at++) if (characters[at] === 1) merged[at] = 1;
    known.set(url, merged);
  }
}

export function countReached(reached: Reached): number {
  let count = 0;
  for (const characters of reached.values()) for (const character of characters) count += character;
  return count;
}
