import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Target } from './target.ts';

function fileOf(target: Target): URL {
  return new URL(`../corpus/${target.name}.json`, import.meta.url);
}

/** The seeds of a target, and the inputs that earlier runs have kept for it. */
export function readCorpus(target: Target): string[] {
  const file = fileOf(target);
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as string[]) : [];
  return [...new Set([...target.seeds, ...kept])];
}

/** The repository keeps short inputs only. */
const MAX_SAVED_LENGTH = 300;

/** Without the seeds, the shortest first. */
export function writeCorpus(target: Target, inputs: readonly string[]): void {
  const kept = inputs.filter(input => !target.seeds.includes(input) && input.length <= MAX_SAVED_LENGTH);
  kept.sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  writeFileSync(fileOf(target), `${JSON.stringify(kept, undefined, 2)}\n`);
}
