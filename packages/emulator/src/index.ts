export type { Quota } from './access/rate-limit.ts';
export type { Agent } from './agent/agents.ts';
export type { Conversation, ConversationSummary, Message } from './agent/conversation-store.ts';
export type { IndexSeed } from './application.ts';
export type { IndexSettings } from './engine/definition.ts';
export type { Rule } from './engine/rules.ts';
export type { RequestDecision } from './http/request-log.ts';
export type { EmulatorOptions } from './options.ts';
export { type ClientHost, type Emulator, startEmulator } from './start-emulator.ts';
