import type { Agent } from '@forgekey/emulator';

/** The stand-in agents. Each searches one index with the key that the caller sent. */
export const agents: readonly Agent[] = [
  { id: 'librarian', name: 'Librarian', indexName: 'documents' },
  { id: 'shop-assistant', name: 'Shop assistant', indexName: 'products' },
];
