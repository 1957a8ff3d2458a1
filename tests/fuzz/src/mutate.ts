import { mutateText, pick, type Random } from './mutate-text.ts';
import { mutateTree } from './mutate-tree.ts';
import type { Target } from './target.ts';

/** A new input from one of the corpus. */
export function mutate(form: Target['form'], corpus: readonly string[], random: Random): string {
  const parent = pick(corpus, random);
  return form === 'text' ? mutateText(parent, corpus, random) : mutateTree(parent, corpus, random);
}
