export interface Agent {
  id: string;
  name: string;
  indexName: string;
}

/** The stand-in agents. Each searches one index with whatever key the caller sent. */
export const agents: readonly Agent[] = [
  { id: 'librarian', name: 'Librarian', indexName: 'documents' },
  { id: 'shop-assistant', name: 'Shop assistant', indexName: 'products' },
];

/**
 * The address that the agent's searches come from: the vendor's servers, not the caller. A key with
 * `restrictSources` therefore fails here, as it does there. The address is reserved for documentation (RFC 5737).
 */
export const agentAddress = '192.0.2.1';
