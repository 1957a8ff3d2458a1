import type { CredentialSource } from '../credential-source/types.ts';
import { assertFunction } from '../lib/assert.ts';

/** What is used of a source here: any source of keys will do. */
export type KeySource = Pick<CredentialSource, 'withCredential'>;

/** @throws {TypeError} */
export function assertKeySource(source: KeySource): void {
  assertFunction(source?.withCredential, 'source.withCredential');
}
