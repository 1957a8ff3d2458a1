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
 * The address of the agent's searches. At the vendor they come from its servers, not from the caller, so a key with
 * `restrictSources` fails there, and here too. The address is reserved for documentation (RFC 5737).
 */
export const agentAddress = '192.0.2.1';
