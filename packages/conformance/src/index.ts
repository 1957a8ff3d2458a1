import type { HmacSha256 } from '@forgekey/core/bind';
import type { EnforcingLibrary, ReadingLibrary } from './library.ts';
import { canonicalBytes } from './suites/canonical-bytes.ts';
import { crossClientKeys } from './suites/cross-client-keys.ts';
import { enforcement } from './suites/enforcement.ts';
import { filterLanguage } from './suites/filter-language.ts';
import { hmacContract } from './suites/hmac-contract.ts';
import { hostileKeys, hostileTokens } from './suites/hostile-credentials.ts';
import { alteredValues } from './suites/pitfalls/altered-values.ts';
import { lostRestrictions } from './suites/pitfalls/lost-restrictions.ts';
import { remainingValidity } from './suites/pitfalls/remaining-validity.ts';
import { userTokenPitfalls } from './suites/pitfalls/user-tokens.ts';
import { verifyingPitfalls } from './suites/pitfalls/verifying.ts';
import { crossClientTokens, tokenBytes } from './suites/user-tokens.ts';
import type { TestApi } from './test-api.ts';
import * as vectors from './vectors.ts';

export type { EnforcingLibrary, MintingLibrary, ReadingLibrary } from './library.ts';
export { type Outcome, runCases } from './run-cases.ts';
export { createTestApi, type Register, type TestApi } from './test-api.ts';

/** The suites for an implementation of the HMAC seam. */
export function seamSuites(api: TestApi, hmacSha256: HmacSha256): void {
  hmacContract(api, hmacSha256, vectors.wycheproofGroups);
}

/** The suites for a package that reads and verifies, synchronously or asynchronously. */
export function readingSuites(api: TestApi, library: ReadingLibrary): void {
  crossClientKeys(api, library, vectors);
  crossClientTokens(api, library, vectors.tokenRows);
  hostileKeys(api, library, vectors.keyCases);
  hostileTokens(api, library, vectors.tokenCases);
}

/** The suites for a package that does everything core does. */
export function everySuite(api: TestApi, library: EnforcingLibrary): void {
  readingSuites(api, library);
  canonicalBytes(api, library, vectors.canonicalRows, vectors.keyRows);
  tokenBytes(api, library, vectors.tokenRows);
  lostRestrictions(api, library);
  alteredValues(api, library);
  remainingValidity(api, library);
  userTokenPitfalls(api, library);
  verifyingPitfalls(api, library);
  filterLanguage(api, library, vectors.filterVectors);
  enforcement(api, library, vectors.enforcementCases);
}
