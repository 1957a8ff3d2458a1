import type { ParentApiKey } from '@forgekey/node';
import { KeyRing } from './access/key-ring.ts';
import type { RateLimits } from './access/rate-limit.ts';
import type { Agent } from './agent/agents.ts';
import { ConversationStore } from './agent/conversation-store.ts';
import { assertRecord } from './engine/assert-record.ts';
import type { IndexSettings } from './engine/definition.ts';
import type { Rule } from './engine/rules.ts';
import { SearchIndex } from './engine/search-index.ts';
import { RequestLog } from './http/request-log.ts';

/** The contents of an index at the start. */
export interface IndexSeed {
  readonly records: readonly Readonly<Record<string, unknown>>[];
  readonly settings?: IndexSettings;
  readonly rules?: readonly Rule[];
}

/** What an emulator starts with, and returns to on `reset`. */
export interface ApplicationSeed {
  readonly indices: Readonly<Record<string, IndexSeed>>;
  readonly parentApiKeys: Readonly<Record<string, ParentApiKey>>;
  readonly adminApiKey: string;
  readonly secretKeys: Readonly<Record<string, string>>;
  readonly agents: readonly Agent[];
}

/** One application: its indices, keys, agents, and what has been asked of it. Two of them share nothing. */
export class Application {
  readonly seed: ApplicationSeed;
  readonly rateLimits: RateLimits;
  readonly log: RequestLog = new RequestLog();
  indices: Map<string, SearchIndex> = new Map();
  keys!: KeyRing;
  conversations: ConversationStore = new ConversationStore();
  /** The events of `POST /1/events`, for assertions. */
  events: unknown[] = [];
  #tasks = 0;
  readonly #closing: (() => void)[] = [];

  /** @throws {TypeError} for a record or rule that the engine would refuse */
  constructor(seed: ApplicationSeed, rateLimits: RateLimits) {
    this.seed = seed;
    this.rateLimits = rateLimits;
    this.reset();
  }

  /** Restores the seed: records, settings, rules, keys, conversations, events, counters and the log. */
  reset(): void {
    this.indices = new Map();
    for (const [name, seed] of Object.entries(this.seed.indices)) this.#addIndex(name, seed);
    this.keys = new KeyRing(this.seed.adminApiKey, this.seed.parentApiKeys);
    this.conversations = new ConversationStore();
    this.events = [];
    this.rateLimits.reset();
    this.log.clear();
  }

  /** The index of this name, made where there is none, as the engine does on the first write. */
  openIndex(name: string): SearchIndex {
    let index = this.indices.get(name);
    if (index === undefined) {
      index = new SearchIndex(name);
      this.indices.set(name, index);
    }
    return index;
  }

  /** Changes the settings, and makes the replicas that they name. */
  setSettings(index: SearchIndex, settings: IndexSettings): void {
    index.setSettings(settings);
    for (const name of index.definition.replicas) {
      if (this.indices.get(name)?.primary === index.name) continue;
      const previous = this.indices.get(name);
      const replica = new SearchIndex(name, index);
      replica.setSettings(previous?.settings ?? { ...settings, replicas: undefined });
      this.indices.set(name, replica);
    }
  }

  deleteIndex(name: string): void {
    this.indices.delete(name);
    // A replica goes on as an index of its own in the engine; here it keeps the records it shares.
  }

  /** The number of a task. Every task is done before it is answered. */
  nextTaskId(): number {
    return ++this.#tasks;
  }

  /** Calls `listener` when the emulator stops: an open stream would otherwise keep it. */
  onClose(listener: () => void): void {
    this.#closing.push(listener);
  }

  close(): void {
    for (const listener of this.#closing.splice(0)) listener();
    this.rateLimits.close();
  }

  #addIndex(name: string, { records, settings = {}, rules = [] }: IndexSeed): void {
    const index = this.openIndex(name);
    for (const record of records) index.store.put(assertRecord(record));
    for (const rule of rules) index.rules.set(rule.objectID, rule);
    this.setSettings(index, { ...settings });
    // The words are read now, so that the first search is as fast as the others.
    void index.terms;
  }
}
