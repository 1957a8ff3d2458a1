export type { Quota } from './access/rate-limit.ts';
export type { Agent } from './agent/agents.ts';
export type {
  Conversation,
  ConversationSummary,
  Message,
  StoredMessage,
  TextPart,
  ToolPart,
} from './agent/conversation-store.ts';
export type { IndexSeed } from './application.ts';
export type { IndexSettings } from './engine/definition.ts';
export type { Promotion, Rule, RuleCondition, RuleConsequence } from './engine/rules.ts';
export type { RequestDecision } from './http/request-log.ts';
export type { EmulatorContents, EmulatorOptions } from './options.ts';
export { readSeed } from './seed/read-seed.ts';
export { SeedError, type SeedPlace } from './seed/seed-error.ts';
export { SeedFileError } from './seed/seed-file-error.ts';
export { type ClientHost, type Emulator, startEmulator } from './start-emulator.ts';
