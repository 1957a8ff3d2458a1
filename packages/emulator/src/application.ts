import type { ParentApiKey } from '@forgekey/node';
import { KeyRing } from './access/key-ring.ts';
import type { RateLimits } from './access/rate-limit.ts';
import type { Agent } from './agent/agents.ts';
import { ConversationStore } from './agent/conversation-store.ts';
import type { IndexSettings } from './engine/definition.ts';
import type { IndexedRecord } from './engine/record.ts';
import type { Rule } from './engine/rules.ts';
import { SearchIndex } from './engine/search-index.ts';
import { RequestLog } from './http/request-log.ts';

/** The contents of an index at the start. */
export interface IndexSeed {
  /** The records, each with an `objectID`. */
  readonly records: readonly Readonly<Record<string, unknown>>[];
  /** The settings. A setting that is absent has the vendor's default. */
  readonly settings?: IndexSettings;
  /** The rules, in the vendor's JSON. */
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

/** One application: its indices, keys, agents and request log. Two applications share nothing. */
export class Application {
  seed: ApplicationSeed;
  readonly rateLimits: RateLimits;
  readonly log: RequestLog = new RequestLog();
  indices: Map<string, SearchIndex> = new Map();
  keys!: KeyRing;
  conversations: ConversationStore = new ConversationStore();
  /** The events of `POST /1/events`, for assertions. */
  events: unknown[] = [];
  #tasks = 0;
  readonly #closing = new AbortController();

  /** @param seed - checked by `readSeed` */
  constructor(seed: ApplicationSeed, rateLimits: RateLimits) {
    this.seed = seed;
    this.rateLimits = rateLimits;
    this.#restore();
  }

  /** Restores the seed, or replaces it: records, settings, rules, keys, conversations, events, counters and the log. */
  async reset(seed: ApplicationSeed = this.seed): Promise<void> {
    this.seed = seed;
    this.#restore();
    await this.rateLimits.reset();
  }

  #restore(): void {
    this.indices = new Map();
    for (const [name, seed] of Object.entries(this.seed.indices)) this.#addIndex(name, seed);
    this.keys = new KeyRing(this.seed.adminApiKey, this.seed.parentApiKeys);
    this.conversations = new ConversationStore();
    this.events = [];
    this.log.clear();
  }

  /** The index of this name. It is created if it does not exist, as the engine does on the first write. */
  openIndex(name: string): SearchIndex {
    let index = this.indices.get(name);
    if (index === undefined) {
      index = new SearchIndex(name);
      this.indices.set(name, index);
    }
    return index;
  }

  /** Changes the settings, creates the replicas that they name, and detaches those that they no longer name. */
  setSettings(index: SearchIndex, settings: IndexSettings): void {
    const before = index.definition.replicas;
    index.setSettings(settings);
    const { replicas } = index.definition;
    for (const name of before) if (!replicas.includes(name)) this.#detach(name, index);
    for (const name of replicas) {
      const previous = this.indices.get(name);
      if (previous?.primary === index.name || name === index.name) continue;
      const replica = new SearchIndex(name, index);
      const { replicas: _, ...inherited } = previous?.settings ?? settings;
      replica.setSettings(inherited);
      this.indices.set(name, replica);
    }
  }

  replicasOf({ name, definition }: SearchIndex): SearchIndex[] {
    return definition.replicas.flatMap(replica => {
      const index = this.indices.get(replica);
      return index?.primary === name ? [index] : [];
    });
  }

  /** Deletes an index. Its replicas become indices of their own, and the primary of a deleted replica no longer names it. */
  deleteIndex(name: string): void {
    const index = this.indices.get(name);
    if (index === undefined) return;
    for (const replica of this.replicasOf(index)) this.#detach(replica.name, index);
    this.indices.delete(name);
    const primary = this.indices.get(index.primary ?? '');
    if (primary === undefined) return;
    const replicas = primary.definition.replicas.filter(replica => replica !== name);
    primary.setSettings({ ...primary.settings, replicas });
  }

  /** Gives a replica records of its own. */
  #detach(name: string, primary: SearchIndex): void {
    const replica = this.indices.get(name);
    if (replica?.primary !== primary.name) return;
    const index = new SearchIndex(name);
    for (const record of primary.store) index.store.put(record);
    index.setSettings(replica.settings);
    for (const [id, rule] of replica.rules) index.rules.set(id, rule);
    for (const [id, synonym] of replica.synonyms) index.synonyms.set(id, synonym);
    this.indices.set(name, index);
  }

  /** The number of a task. Every task is complete before the response is sent. */
  nextTaskId(): number {
    return ++this.#tasks;
  }

  /** Aborted when the emulator stops: an open stream would otherwise keep it running. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  close(): void {
    this.#closing.abort();
    this.rateLimits.close();
  }

  #addIndex(name: string, { records, settings = {}, rules = [] }: IndexSeed): void {
    const index = this.openIndex(name);
    for (const record of records) index.store.put(record as IndexedRecord);
    for (const rule of rules) index.rules.set(rule.objectID, rule);
    this.setSettings(index, settings);
    // Index the words now, so that the first search is as fast as the others.
    void index.terms;
  }
}
