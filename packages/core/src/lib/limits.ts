// All limits on the input. Each limit is checked before the work that it bounds.

/** Characters of a secured API key. Real keys have fewer than 2,000, and HTTP servers refuse headers far shorter than this. */
export const MAX_SECURED_API_KEY_LENGTH = 65_536;

/** Characters of the query string in such a key: base64 makes 4 characters of 3, and 64 are the signature. */
export const MAX_QUERY_STRING_LENGTH = 49_088;

/** Characters of any other query string, such as the `queryParameters` of a parent key. */
export const MAX_READ_QUERY_STRING_LENGTH = 65_536;

/** Parameters of one key. The table has about 90. */
export const MAX_PARAMETERS = 1_000;

/** Characters of one parameter, before it is encoded. */
export const MAX_VALUE_CHARACTERS = 65_536;

/** Parent API keys in one call. */
export const MAX_PARENT_API_KEYS = 1_000;

/** Longer keys "may have problems … on some networks", according to the vendor. This is not a limit. */
export const LONG_KEY_LENGTH = 500;

/** Characters of a secured user token. */
export const MAX_USER_TOKEN_LENGTH = 16_384;

/** Characters of a parent API key, a secret key or a key id. Real keys have 32 to 64. */
export const MAX_SECRET_LENGTH = 4096;

/** Levels of lists and objects inside one parameter. The deepest, `renderingContent`, needs five. */
export const MAX_JSON_DEPTH = 16;

/** Values inside one parameter. */
export const MAX_JSON_NODES = 10_000;

/** Characters of one filter text or filter list. */
export const MAX_FILTERS_LENGTH = 65_536;

/** Conditions in one filter. The engine's limit is undocumented, and is nearer to one thousand. */
export const MAX_FILTER_TERMS = 5_000;

/** Elements of all lists of one record, or rules of an index. A sparse array can have a length of billions. */
export const MAX_LIST_LENGTH = 1_000_000;

/** Open parentheses in one filter text. */
export const MAX_FILTER_DEPTH = 64;
