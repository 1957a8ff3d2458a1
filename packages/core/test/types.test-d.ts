// Checked by the compiler alone: a line below an @ts-expect-error that compiles is an error.
import {
  authorizeSearch,
  createSecuredApiKeyGenerator,
  createSecuredUserTokenForger,
  type DecodedUserToken,
  decodeSecuredApiKey,
  ForgekeyError,
  type ForgekeyErrorCode,
  forgeSecuredUserToken,
  generateSecuredApiKey,
  getSecuredApiKeyRemainingValidity,
  isForgekeyError,
  type parseRestrictions,
  type SearchParameterName,
  type SecuredApiKeyRestrictions,
  serializeRestrictions,
  type VerifiedSecuredApiKey,
  verifySecuredApiKey,
  verifySecuredUserToken,
} from '../src/index.ts';

declare const parentApiKey: string;
declare const key: string;
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const isTrue = <_ extends true>(): void => {};

// Both call forms, and only those.
generateSecuredApiKey({ parentApiKey, restrictions: { filters: 'a:1' } });
generateSecuredApiKey({ parentApiKey, restrictions: { filters: 'a:1' }, dangerouslyAllowBrowser: true });
generateSecuredApiKey({ parentApiKey, restrictions: { filters: 'a:1' }, allowUnknownParameters: true });
generateSecuredApiKey(parentApiKey, { filters: 'a:1' });
// @ts-expect-error no restrictions
generateSecuredApiKey({ parentApiKey });
// @ts-expect-error no parent key
generateSecuredApiKey({ restrictions: { filters: 'a:1' } });
// @ts-expect-error a restriction beside the restrictions
generateSecuredApiKey({ parentApiKey, restrictions: { query: 'q' }, filters: 'a:1' });
// @ts-expect-error the user token of clients before 4.x
generateSecuredApiKey(parentApiKey, { filters: 'a:1' }, 'user');
// @ts-expect-error an environment variable may be missing
generateSecuredApiKey(undefined as string | undefined, { filters: 'a:1' });

// Names: those of the table, in their one spelling.
const restrictions: SecuredApiKeyRestrictions = {
  filters: 'a:1',
  facetFilters: [['a:1', 'a:2'], 'b:3'],
  numericFilters: 'price<10',
  restrictIndices: ['a', 'b'],
  restrictSources: '10.0.0.0/8',
  validUntil: new Date(),
  userToken: 'u',
  searchParams: {
    hitsPerPage: 5,
    typoTolerance: 'min',
    distinct: true,
    aroundRadius: 'all',
    query: undefined,
  },
  ignorePlurals: ['fr'],
  insideBoundingBox: [[1, 2, 3, 4]],
  renderingContent: { redirect: { url: 'https://example.org' } },
};
serializeRestrictions(restrictions);
// @ts-expect-error restrictIndices
serializeRestrictions({ restrictIndexes: ['a'] });
// @ts-expect-error filters
serializeRestrictions({ filter: 'a:1' });
// @ts-expect-error validUntil
serializeRestrictions({ valid_until: 1 });
// @ts-expect-error searchParams
serializeRestrictions({ search_params: { query: 'q' } });
// @ts-expect-error the key restrictions belong at the top level
serializeRestrictions({ searchParams: { restrictIndices: ['a'] } });
// @ts-expect-error the key restrictions belong at the top level
serializeRestrictions({ searchParams: { validUntil: 1 } });
// @ts-expect-error not twice
serializeRestrictions({ searchParams: { searchParams: {} } });

// Values: those of the type.
// @ts-expect-error several filters are joined with combineFilters
serializeRestrictions({ filters: ['a:1', 'b:2'] });
// @ts-expect-error null restricts nothing
serializeRestrictions({ filters: null });
// @ts-expect-error a number is not a filter
serializeRestrictions({ filters: 1 });
// @ts-expect-error an item is text
serializeRestrictions({ facetFilters: [1] });
// @ts-expect-error a flat list
serializeRestrictions({ restrictIndices: [['a']] });
// @ts-expect-error one source
serializeRestrictions({ restrictSources: ['10.0.0.1'] });
// @ts-expect-error seconds as a number
serializeRestrictions({ validUntil: '1893456000' });
// @ts-expect-error a number
serializeRestrictions({ hitsPerPage: '20' });
// @ts-expect-error a boolean
serializeRestrictions({ analytics: 'false' });
// @ts-expect-error min or strict
serializeRestrictions({ typoTolerance: 'max' });
// @ts-expect-error all
serializeRestrictions({ aroundRadius: 'some' });
// @ts-expect-error lists of numbers
serializeRestrictions({ insidePolygon: [1, 2] });
// @ts-expect-error an object
serializeRestrictions({ renderingContent: 'a' });
// @ts-expect-error no Map
serializeRestrictions(new Map([['filters', 'a:1']]));

// What cannot be changed cannot be widened by mistake.
const frozen: Readonly<{ filters: string; restrictIndices: readonly string[] }> = {
  filters: 'a',
  restrictIndices: ['a'],
};
serializeRestrictions(frozen);
// @ts-expect-error what was decoded is read-only
decodeSecuredApiKey(key).restrictions.filters = 'b:1';
// @ts-expect-error what was verified is read-only
verifySecuredApiKey(key, { parentApiKeys: parentApiKey }).parentKeyIndex = 1;

// Verifying.
verifySecuredApiKey(key, { parentApiKeys: [parentApiKey], now: new Date(), clockToleranceSec: 5 });
verifySecuredApiKey(key, { parentApiKeys: [parentApiKey] as const });
// @ts-expect-error no parent key
verifySecuredApiKey(key, {});
// @ts-expect-error no options
verifySecuredApiKey(key);
// @ts-expect-error the parent key belongs in the options
verifySecuredApiKey(key, parentApiKey);
// @ts-expect-error now is a Date
verifySecuredApiKey(key, { parentApiKeys: parentApiKey, now: Date.now() });
isTrue<Same<ReturnType<typeof verifySecuredApiKey>['expiresAt'], Date | undefined>>();
isTrue<Same<ReturnType<typeof parseRestrictions>, SecuredApiKeyRestrictions>>();

// Verified is a brand: no literal, spread or decoded key is one.
declare const verified: VerifiedSecuredApiKey;
const request = { indexName: 'products', parameters: {} };
authorizeSearch({ key: verified, request });
// @ts-expect-error a decoded key proves nothing
authorizeSearch({ key: { ...decodeSecuredApiKey(key), parentKeyIndex: 0 }, request });
// @ts-expect-error a copy of a verified key can hold anything
authorizeSearch({ key: { ...verified }, request });
// @ts-expect-error nor can it be written by hand
authorizeSearch({ key: { queryString: '', restrictions: {}, problems: [], parentKeyIndex: 0 }, request });
// @ts-expect-error a verified key is not a credential
verified.signature;

// Generators and forgers.
const keyFor = createSecuredApiKeyGenerator({ parentApiKey, restrictions: { restrictIndices: ['a'] } });
keyFor();
keyFor({ filters: 'a:1' });
// @ts-expect-error a parent key is needed
createSecuredApiKeyGenerator();
// @ts-expect-error names are checked here, too
keyFor({ filter: 'a:1' });
const tokenFor = createSecuredUserTokenForger({ secretKey: key, secretKeyId: 'id' });
tokenFor('u', new Date());
// @ts-expect-error a user id is needed
tokenFor();
// @ts-expect-error a user id is text
tokenFor(42);

// Remaining validity.
isTrue<Same<ReturnType<typeof getSecuredApiKeyRemainingValidity>, number>>();
getSecuredApiKeyRemainingValidity({ securedApiKey: key });
getSecuredApiKeyRemainingValidity(key);
// @ts-expect-error a key is needed
getSecuredApiKeyRemainingValidity({});

// User tokens.
forgeSecuredUserToken({ secretKey: key, secretKeyId: 'id', userId: 'u', expiresIn: 24 * 3600 });
// @ts-expect-error a user id is needed
forgeSecuredUserToken({ secretKey: key, secretKeyId: 'id' });
// @ts-expect-error seconds as a number
forgeSecuredUserToken({ secretKey: key, secretKeyId: 'id', userId: 'u', expiresIn: '3600' });
verifySecuredUserToken(key, { secretKeys: { id: key } });
verifySecuredUserToken(key, { secretKeys: keyId => (keyId === 'id' ? key : undefined) });
// @ts-expect-error a secret has a key id
verifySecuredUserToken(key, { secretKeys: key });
// @ts-expect-error there are no asynchronous variants
verifySecuredUserToken(key, { secretKeys: async () => key });
isTrue<Same<DecodedUserToken['userId'], string | undefined>>();
isTrue<Same<ReturnType<typeof verifySecuredUserToken>['userId'], string>>();

// Errors: a closed union, narrowed by class and by guard.
export function codeOf(error: unknown): ForgekeyErrorCode | undefined {
  if (error instanceof ForgekeyError) return error.code;
  if (isForgekeyError(error)) return error.code;
  return undefined;
}
// @ts-expect-error no such code
export const misspelt: ForgekeyErrorCode = 'ERR_KEY_EXPIRD';
// @ts-expect-error no such parameter
export const unknownName: SearchParameterName = 'restrictIndexes';
