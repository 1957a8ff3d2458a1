// Every limit on what a caller may send or ask for. Each is checked before the work it bounds.

/** Characters of a secured API key, as text. Real ones stay below 2,000; HTTP servers refuse headers far shorter than this. */
export const MAX_SECURED_API_KEY_LENGTH = 65_536;

/** Characters of the query string that such a key signs: base64 makes 4 of 3, and 64 are the signature. */
export const MAX_QUERY_STRING_LENGTH = 49_088;

/** Characters of a query string that is read, such as the `queryParameters` of a parent key. */
export const MAX_READ_QUERY_STRING_LENGTH = 65_536;

/** Parameters of one key. The table has about 90. */
export const MAX_PARAMETERS = 1_000;

/** Characters inside one parameter, before they are encoded. */
export const MAX_VALUE_CHARACTERS = 65_536;

/** Parent API keys that one call tries. */
export const MAX_PARENT_API_KEYS = 1_000;

/** Characters of a key beyond which it "may have problems … on some networks", as the vendor says; no limit. */
export const LONG_KEY_LENGTH = 500;

/** Characters of a secured user token. */
export const MAX_USER_TOKEN_LENGTH = 16_384;

/** Characters of a parent API key, a secret key or a key id. Real ones have 32 to 64. */
export const MAX_SECRET_LENGTH = 4096;

/** How deep lists and objects inside one parameter may nest. `renderingContent`, the deepest, needs five. */
export const MAX_JSON_DEPTH = 16;

/** Values inside one parameter. */
export const MAX_JSON_NODES = 10_000;

/** Characters of one filter text, or of the text of one filter list. */
export const MAX_FILTERS_LENGTH = 65_536;

/** Conditions in one filter. The engine's own limit is undocumented; it is nearer to one thousand. */
export const MAX_FILTER_TERMS = 5_000;

/** Elements of all lists of one record, or rules of an index. A sparse array can claim to have billions. */
export const MAX_LIST_LENGTH = 1_000_000;

/** Parentheses open at once in one filter text. */
export const MAX_FILTER_DEPTH = 64;
