import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { ApiError } from '../http/api-error.ts';
import type { JsonObject } from '../http/read-body.ts';

/** Where a browse continues. */
export interface Cursor {
  /** The index that is browsed. Sequence numbers of another one mean nothing. */
  readonly indexName: string;
  /** The request's own parameters. The key is checked again with every page. */
  readonly parameters: JsonObject;
  /** The sequence number of the last record that was shown. */
  readonly after: number;
}

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Cursors of one emulator. They are encrypted, because the sequence number reveals how many hidden records there are. */
export class CursorCodec {
  readonly #key = randomBytes(32);

  write(cursor: Cursor): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#key, iv, { authTagLength: TAG_BYTES });
    const text = Buffer.concat([cipher.update(JSON.stringify(cursor)), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url');
  }

  /** @throws {ApiError} 400, also for a cursor of another index */
  read(value: unknown, indexName: string): Cursor {
    try {
      const bytes = Buffer.from(String(value), 'base64url');
      const iv = bytes.subarray(0, IV_BYTES);
      const decipher = createDecipheriv(ALGORITHM, this.#key, iv, { authTagLength: TAG_BYTES });
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      const text = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
      const cursor: Cursor = JSON.parse(text.toString());
      if (cursor.indexName === indexName) return cursor;
    } catch {
      // Answered below.
    }
    throw new ApiError(400, 'Invalid value for "cursor" parameter', { parameter: 'cursor' });
  }
}
