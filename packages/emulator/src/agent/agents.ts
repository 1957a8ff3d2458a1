/** A stand-in agent. It searches one index with the key that the caller sent. */
export interface Agent {
  /** The id in the address: `/agent-studio/1/agents/{id}`. */
  readonly id: string;
  /** The name that people see. */
  readonly name: string;
  /** The index that it searches. */
  readonly indexName: string;
}

/**
 * The address that the agent's searches come from: the vendor's servers, not the caller. A key with `restrictSources`
 * therefore fails here, as it does there. The address is reserved for documentation (RFC 5737).
 */
export const agentAddress = '192.0.2.1';
