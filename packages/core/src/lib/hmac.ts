import { type _HMAC, hmac } from '@noble/hashes/hmac.js';
import { _SHA256, sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, createHasher } from '@noble/hashes/utils.js';
import { encodeBase64Ascii, encodeBase64UrlBytes, encodeUtf8, encodeUtf8Into } from './bytes.ts';

/** HMAC-SHA256 (RFC 2104) under one key. A text message is authenticated as its UTF-8. */
export interface KeyedHmac {
  /** 64 lowercase hexadecimal digits. */
  hex(message: string | Uint8Array): string;
  /** 43 characters of unpadded base64url. */
  base64url(message: string | Uint8Array): string;
  /**
   * A secured API key: base64 of the hexadecimal digits and the message. Optional, because the others suffice; with it, the message
   * is never copied. Core passes an array of its own, so no code of a caller runs in the meantime.
   *
   * @param bytes - has the ASCII message from byte 64 on; the 64 bytes before it, which may hold anything, are overwritten
   * @param end - where the message ends
   */
  base64WithMessage?(bytes: Uint8Array, end: number): string;
}

/**
 * The seam: what a runtime supplies. A text key is its UTF-8. An implementation prepares for a key what it can, so that
 * one `KeyedHmac` serves many messages.
 */
export type HmacSha256 = (key: string | Uint8Array) => KeyedHmac;

/**
 * The eight words of a SHA-256 state as integers, for the compression function of noble. In fields of noble's own class, V8
 * boxes them as doubles wherever it compresses pointers (Chromium, workerd), and a block takes three times as long.
 */
class IntegerState {
  readonly words: Int32Array = new Int32Array(8);
  get A(): number {
    return this.words[0]!;
  }
  get B(): number {
    return this.words[1]!;
  }
  get C(): number {
    return this.words[2]!;
  }
  get D(): number {
    return this.words[3]!;
  }
  get E(): number {
    return this.words[4]!;
  }
  get F(): number {
    return this.words[5]!;
  }
  get G(): number {
    return this.words[6]!;
  }
  get H(): number {
    return this.words[7]!;
  }
  set(A: number, B: number, C: number, D: number, E: number, F: number, G: number, H: number): void {
    const { words } = this;
    words[0] = A;
    words[1] = B;
    words[2] = C;
    words[3] = D;
    words[4] = E;
    words[5] = F;
    words[6] = G;
    words[7] = H;
  }
}

const integerState: IntegerState = /* @__PURE__ */ new IntegerState();

class Sha256 extends _SHA256 {
  protected override process(message: DataView, offset: number): void {
    integerState.set(this.A, this.B, this.C, this.D, this.E, this.F, this.G, this.H);
    super.process.call(integerState, message, offset);
    const { A, B, C, D, E, F, G, H } = integerState;
    this.set(A, B, C, D, E, F, G, H);
  }
}

const HASH_OF_NOTHING = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

let hasher: typeof sha256 | undefined;

/** That of the class above, or noble's own, if a later version of noble computes with other fields. */
function sha256Hasher(): typeof sha256 {
  hasher ??= isSha256(integerSha256) ? integerSha256 : sha256;
  return hasher;
}

const integerSha256: typeof sha256 = /* @__PURE__ */ createHasher<_SHA256>(() => new Sha256());

function isSha256(hash: typeof sha256): boolean {
  try {
    return bytesToHex(hash(new Uint8Array())) === HASH_OF_NOTHING;
  } catch {
    return false;
  }
}

// Allocating a state, an array for the message and one for the digest costs as much as the hash. Text messages share these
// three: from the first byte written to the last one read, no code of a caller runs.
let workingState: _HMAC<_SHA256> | undefined;
const messageBytes: Uint8Array = /* @__PURE__ */ new Uint8Array(8192);
const digestBytes: Uint8Array = /* @__PURE__ */ new Uint8Array(32);

/** HMAC-SHA256 of `@noble/hashes`: portable, audited, synchronous. */
export const nobleHmacSha256: HmacSha256 = (key): KeyedHmac => {
  const keyBytes = typeof key === 'string' ? encodeUtf8(key) : key;
  const prepared: _HMAC<_SHA256> = hmac.create(sha256Hasher(), keyBytes);
  const digest = (message: string | Uint8Array): Uint8Array => {
    // A subclass of Uint8Array can run code of a caller, so bytes get a state of their own.
    if (typeof message !== 'string') return prepared.clone().update(message).digest();
    workingState = prepared._cloneInto(workingState);
    workingState.update(encodeUtf8Into(message, messageBytes)).digestInto(digestBytes);
    return digestBytes;
  };
  return {
    hex: message => bytesToHex(digest(message)),
    base64url: message => encodeBase64UrlBytes(digest(message)),
    base64WithMessage: (bytes, end) => {
      workingState = prepared._cloneInto(workingState);
      workingState.update(bytes.subarray(HEX_LENGTH, end)).digestInto(digestBytes);
      writeHex(digestBytes, bytes);
      return encodeBase64Ascii(bytes.subarray(0, end));
    },
  };
};

/** Hexadecimal digits of a digest. */
const HEX_LENGTH = 64;
const HEX_DIGITS = '0123456789abcdef';

function writeHex(from: Uint8Array, to: Uint8Array): void {
  for (let index = 0; index < from.length; index++) {
    const byte = from[index]!;
    to[2 * index] = HEX_DIGITS.charCodeAt(byte >> 4);
    to[2 * index + 1] = HEX_DIGITS.charCodeAt(byte & 15);
  }
}

/** How many secrets stay prepared. A service has one or two; a multi-tenant one, a few. */
export const MAX_PREPARED_SECRETS = 16;

/** Refuses a value that must not sign or verify. It depends on that value alone. */
type AssertSecret = (secret: unknown) => void;

function checkedAlready(): void {}

interface PreparedSecret {
  readonly hmac: KeyedHmac;
  /** The checks that this secret has passed. */
  readonly passed: Set<AssertSecret>;
}

const preparedSecrets: WeakMap<HmacSha256, BoundedMap<PreparedSecret>> = /* @__PURE__ */ new WeakMap();

/**
 * The same implementation, which keeps the last 16 secrets prepared, and does not repeat the check of one that passed it.
 * Everything bound to it shares them.
 *
 * This weakens nothing. The process holds these secrets anyway, nothing is written, and the lookup compares a secret of
 * the caller with secrets of the caller, never with anything that a client sent.
 *
 * @param assertSecret - runs before a secret is used or kept; without it, look a secret up after its validation.
 */
export function withPreparedSecrets(
  hmacSha256: HmacSha256,
  assertSecret: AssertSecret = checkedAlready,
): (secret: string) => KeyedHmac {
  const prepared = preparedSecrets.get(hmacSha256) ?? new BoundedMap(MAX_PREPARED_SECRETS);
  preparedSecrets.set(hmacSha256, prepared);
  return secret => {
    const known = prepared.get(secret);
    if (known?.passed.has(assertSecret)) return known.hmac;
    assertSecret(secret);
    const { hmac, passed } = known ?? { hmac: hmacSha256(secret), passed: new Set() };
    passed.add(assertSecret);
    if (known === undefined) prepared.set(secret, { hmac, passed });
    return hmac;
  };
}

/** A `Map` that forgets its oldest entry rather than grow beyond `maxSize`. */
export class BoundedMap<Value> {
  readonly #entries = new Map<string, Value>();
  readonly #maxSize: number;

  constructor(maxSize: number) {
    this.#maxSize = maxSize;
  }

  get(key: string): Value | undefined {
    return this.#entries.get(key);
  }

  set(key: string, value: Value): void {
    this.#entries.set(key, value);
    if (this.#entries.size > this.#maxSize) {
      for (const oldest of this.#entries.keys()) {
        this.#entries.delete(oldest);
        break;
      }
    }
  }
}
