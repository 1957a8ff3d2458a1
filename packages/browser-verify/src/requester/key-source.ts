import type { CredentialSource } from '../credential-source/types.ts';
import { assertFunction } from '../lib/assert.ts';

/** The part of a source that is needed here. Any source of keys will do. */
export type KeySource = Pick<CredentialSource, 'withCredential'>;

/** @throws {TypeError} */
export function assertKeySource(source: KeySource): void {
  assertFunction(source?.withCredential, 'source.withCredential');
}
