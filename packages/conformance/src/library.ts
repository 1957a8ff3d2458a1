import type * as Core from '@forgekey/core';

type MaybeAsync<Call extends (...args: never[]) => unknown> = (
  ...args: Parameters<Call>
) => ReturnType<Call> | Promise<ReturnType<Call>>;

/** The functions that every package has. Those of the browser package are asynchronous. */
export interface ReadingLibrary {
  decodeSecuredApiKey: typeof Core.decodeSecuredApiKey;
  decodeSecuredUserToken: typeof Core.decodeSecuredUserToken;
  getSecuredApiKeyRemainingValidity: typeof Core.getSecuredApiKeyRemainingValidity;
  verifySecuredApiKey: MaybeAsync<typeof Core.verifySecuredApiKey>;
  verifySecuredUserToken: MaybeAsync<typeof Core.verifySecuredUserToken>;
}

/** The functions of the server packages: everything that core exports, under the same names. */
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

/** Filters and enforcement, which every server package has too. */
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
