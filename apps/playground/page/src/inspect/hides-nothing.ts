import { type DecodedSecuredApiKey, isForgekeyError, lintSecuredApiKey } from '@forgekey/core';
import { filterGroupsOf } from '@forgekey/core/internal';

/** Whether no filter of a key hides a record: it has none, or one that matches every record. */
export function hidesNothing(key: DecodedSecuredApiKey): boolean {
  if (key.problems.length > 0) return false;
  try {
    const groups = filterGroupsOf(key.restrictions);
    if (groups.length === 0) return true;
    return (
      groups.length === 1 && lintSecuredApiKey(key).some(({ code }) => code === 'LINT_MATCHES_EVERYTHING')
    );
  } catch (error) {
    // The engine refuses such a filter, so the key opens nothing.
    if (isForgekeyError(error)) return false;
    throw error;
  }
}
