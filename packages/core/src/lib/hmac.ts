import { type _HMAC, hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { encodeBase64UrlBytes, encodeUtf8, encodeUtf8Into } from './bytes.ts';

/** HMAC-SHA256 (RFC 2104) under one key. A text message is authenticated as its UTF-8. */
export interface KeyedHmac {
  /** 64 lowercase hexadecimal digits. */
  hex(message: string | Uint8Array): string;
  /** 43 characters of unpadded base64url. */
  base64url(message: string | Uint8Array): string;
}

/**
 * The seam: what a runtime supplies. A text key is its UTF-8. An implementation prepares for a key what it can, so that
 * one `KeyedHmac` serves many messages.
 */
export type HmacSha256 = (key: string | Uint8Array) => KeyedHmac;

type Sha256 = ReturnType<typeof sha256.create>;

// Allocating a state, an array for the message and one for the digest costs as much as the hash. Text messages share these
// three: from the first byte written to the last one read, no code of a caller runs.
let workingState: _HMAC<Sha256> | undefined;
const messageBytes: Uint8Array = /* @__PURE__ */ new Uint8Array(8192);
const digestBytes: Uint8Array = /* @__PURE__ */ new Uint8Array(32);

/** HMAC-SHA256 of `@noble/hashes`: portable, audited, synchronous. */
export const nobleHmacSha256: HmacSha256 = (key): KeyedHmac => {
  const prepared: _HMAC<Sha256> = hmac.create(sha256, typeof key === 'string' ? encodeUtf8(key) : key);
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
  };
};

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
