import type { ConversationStore } from './agent/conversation-store.ts';
import type { Minter } from './minting/mint-job.ts';
import type { RateLimiter } from './rate-limit.ts';
import type { SearchIndices } from './search/search-index.ts';

/** What the routes work with. */
export interface ServiceContext {
  indices: SearchIndices;
  rateLimiter: RateLimiter;
  conversations: ConversationStore;
  minters: { node: Minter; deno: Minter };
}
