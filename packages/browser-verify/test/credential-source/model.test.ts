import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { type CredentialSource, createCredentialSource } from '../../src/index.ts';
import { holdClocks, keyFor } from './support.ts';

const LIFE_SEC = 100;
const LOAD_MS = 50;

/** What a user of a source can know without looking inside: what is held, until when, and whether loads succeed. */
interface Model {
  isClosed: boolean;
  isServerUp: boolean;
  /** Of the newest credential that was loaded. */
  expiresAtMs: number;
}

class Real {
  isServerUp = true;
  inFlight = 0;
  loads = 0;
  readonly source: CredentialSource = createCredentialSource({
    maxAttempts: 1,
    load: async () => {
      expect(++this.inFlight).toBe(1);
      this.loads++;
      await new Promise(resolve => setTimeout(resolve, LOAD_MS));
      this.inFlight--;
      if (!this.isServerUp) throw new Error('down');
      return keyFor(LIFE_SEC, { userToken: `${this.loads}` });
    },
  });
}

type Command = fc.AsyncCommand<Model, Real>;

const isValid = (model: Model): boolean => model.expiresAtMs > Date.now();
const expiryOf = (key: string): number => Number(/validUntil=(\d+)/.exec(atob(key))![1]) * 1000;

async function settle<Value>(promise: Promise<Value>): Promise<Value | string> {
  const settled = promise.catch((error: { code: string }) => error.code);
  await vi.advanceTimersByTimeAsync(2 * LOAD_MS + 1);
  return settled;
}

/** What an answer has to be: a credential that is valid now, or the one error that the model allows. */
function checkAnswer(model: Model, answer: string, wasValid: boolean): void {
  if (model.isClosed) expect(answer).toBe('ERR_CREDENTIAL_CLOSED');
  else if (answer.startsWith('ERR_')) {
    expect(answer).toBe('ERR_CREDENTIAL_LOAD');
    // Nothing fails while a key is valid.
    expect(wasValid && isValid(model)).toBe(false);
  } else {
    model.expiresAtMs = Math.max(model.expiresAtMs, expiryOf(answer));
    expect(expiryOf(answer)).toBeGreaterThan(Date.now() - 2 * LOAD_MS);
  }
}

class Get implements Command {
  check = (): boolean => true;
  async run(model: Model, real: Real): Promise<void> {
    const wasValid = isValid(model);
    checkAnswer(model, await settle(real.source.get()), wasValid);
  }
  toString = (): string => 'get';
}

class Renew implements Command {
  check = (): boolean => true;
  async run(model: Model, real: Real): Promise<void> {
    const before = real.loads;
    const answer = await settle(real.source.renew());
    if (!model.isClosed) expect(real.loads).toBeGreaterThan(before);
    if (!model.isClosed && model.isServerUp) expect(answer).not.toMatch(/^ERR_/);
    checkAnswer(model, answer, false);
  }
  toString = (): string => 'renew';
}

class Refused implements Command {
  check = (): boolean => true;
  async run(model: Model, real: Real): Promise<void> {
    const sent: string[] = [];
    const send = (key: string): number => (sent.push(key) > 1 ? 200 : 403);
    const answer = await settle(real.source.withCredential(send, status => status === 403));
    if (typeof answer === 'string') checkAnswer(model, answer, false);
    // At most one repetition, and never with the same credential.
    expect(sent.length).toBeLessThanOrEqual(2);
    expect(new Set(sent).size).toBe(sent.length);
    for (const key of sent) model.expiresAtMs = Math.max(model.expiresAtMs, expiryOf(key));
  }
  toString = (): string => 'refused';
}

class Wait implements Command {
  constructor(readonly ms: number) {}
  check = (): boolean => true;
  async run(_: Model, real: Real): Promise<void> {
    await vi.advanceTimersByTimeAsync(this.ms);
    const { status, expiresAt } = real.source.state;
    if (status === 'ready' || status === 'renewing') expect(expiresAt!.getTime()).toBeGreaterThan(Date.now());
  }
  toString = (): string => `wait ${this.ms} ms`;
}

class SwitchServer implements Command {
  constructor(readonly isUp: boolean) {}
  check = (): boolean => true;
  async run(model: Model, real: Real): Promise<void> {
    model.isServerUp = real.isServerUp = this.isUp;
  }
  toString = (): string => `server ${this.isUp ? 'up' : 'down'}`;
}

class Close implements Command {
  check = (): boolean => true;
  async run(model: Model, real: Real): Promise<void> {
    real.source.close();
    model.isClosed = true;
    expect(real.source.state).toEqual({ status: 'closed' });
  }
  toString = (): string => 'close';
}

const commands = [
  fc.constant(new Get()),
  fc.constant(new Get()),
  fc.constant(new Renew()),
  fc.constant(new Refused()),
  fc.integer({ min: 1, max: 60_000 }).map(ms => new Wait(ms)),
  fc.boolean().map(isUp => new SwitchServer(isUp)),
];

test('a source behaves like its model, whatever is done to it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.commands([...commands, fc.constant(new Close())], { maxCommands: 40 }),
      async (sequence: Iterable<Command>) => {
        holdClocks();
        const real = new Real();
        const model: Model = { isClosed: false, isServerUp: true, expiresAtMs: 0 };
        try {
          await fc.asyncModelRun(() => ({ model, real }), sequence);
        } finally {
          real.source.close();
          await vi.advanceTimersByTimeAsync(1000);
          expect(vi.getTimerCount()).toBe(0);
          vi.useRealTimers();
        }
      },
    ),
    { numRuns: 300 },
  );
}, 60_000);
