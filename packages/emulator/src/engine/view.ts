import type { Parameters } from '@forgekey/node';
import type { SearchIndex } from './search-index.ts';

/** What one request may see of an index. */
export interface View {
  readonly index: SearchIndex;
  /** The request's parameters with those of its key and parent. */
  readonly parameters: Parameters;
  /** Attributes that no answer shows: none for a key with `seeUnretrievableAttributes`. */
  readonly unretrievable: readonly string[];
}
