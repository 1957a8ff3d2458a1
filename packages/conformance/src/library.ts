import type * as Core from '@forgekey/core';

type MaybeAsync<Call extends (...args: never[]) => unknown> = (
  ...args: Parameters<Call>
) => ReturnType<Call> | Promise<ReturnType<Call>>;

/** What every package can do with a credential, the ones for a browser asynchronously. */
export interface ReadingLibrary {
  decodeSecuredApiKey: typeof Core.decodeSecuredApiKey;
  decodeSecuredUserToken: typeof Core.decodeSecuredUserToken;
  getSecuredApiKeyRemainingValidity: typeof Core.getSecuredApiKeyRemainingValidity;
  verifySecuredApiKey: MaybeAsync<typeof Core.verifySecuredApiKey>;
  verifySecuredUserToken: MaybeAsync<typeof Core.verifySecuredUserToken>;
}

/** What the packages for servers can do on top: everything that core exports, under the same names. */
export interface MintingLibrary extends ReadingLibrary {
  generateSecuredApiKey: typeof Core.generateSecuredApiKey;
  createSecuredApiKeyGenerator: typeof Core.createSecuredApiKeyGenerator;
  serializeRestrictions: typeof Core.serializeRestrictions;
  parseRestrictions: typeof Core.parseRestrictions;
  forgeSecuredUserToken: typeof Core.forgeSecuredUserToken;
  createSecuredUserTokenForger: typeof Core.createSecuredUserTokenForger;
  verifySecuredApiKey: typeof Core.verifySecuredApiKey;
  verifySecuredUserToken: typeof Core.verifySecuredUserToken;
}

/** Filters and enforcement, which every package for servers has too. */
export interface EnforcingLibrary extends MintingLibrary {
  authorizeSearch: typeof Core.authorizeSearch;
  compileFilters: typeof Core.compileFilters;
  filters: typeof Core.filters;
  parseFilters: typeof Core.parseFilters;
  printFilters: typeof Core.printFilters;
  combineFilters: typeof Core.combineFilters;
  matchesFilters: typeof Core.matchesFilters;
  parseFilterList: typeof Core.parseFilterList;
}
