import type { ReadingLibrary } from '../library.ts';
import type { TestApi } from '../test-api.ts';
import type { AmbiguousRow, DialectRow, KeyRow } from '../vectors.ts';

/** A time before every expiry in the vectors, so that an expired key does not hide another error. */
const NOW: Date = new Date('2020-01-01T00:00:00Z');

export interface CrossClientKeys {
  readonly keyRows: readonly KeyRow[];
  readonly ambiguousRows: readonly AmbiguousRow[];
  readonly dialectRows: readonly DialectRow[];
}

/** Every secured API key that another client made with a correct MAC is read and verified, whatever its dialect. */
export function crossClientKeys(
  api: TestApi,
  library: ReadingLibrary,
  { keyRows, ambiguousRows, dialectRows }: CrossClientKeys,
): void {
  for (const row of keyRows) {
    if (row.output === null) continue;
    const { output: securedApiKey, decodedQueryString: queryString = '' } = row;
    const { parentApiKey } = row.input;
    const name = `${row.id}, made by ${row.client} ${row.version}`;

    api.test(`key of another client is decoded: ${name}`, () => {
      api.equal(library.decodeSecuredApiKey(securedApiKey).queryString, queryString);
    });

    if (parentApiKey === null) {
      api.test(`key signed without a parent is refused: ${name}`, () =>
        refusesWithoutParent(api, library, securedApiKey),
      );
      continue;
    }

    if (/\p{Cc}/u.test(parentApiKey)) {
      api.test(
        `key of another client is signed with a control character, which no parent key has: ${name}`,
        async () => {
          const verify = (): unknown =>
            library.verifySecuredApiKey(securedApiKey, { parentApiKeys: parentApiKey });
          await api.refuses(verify, 'ERR_PARENT_KEY');
        },
      );
    } else if (isAmbiguous(ambiguousRows, row.id, queryString)) {
      api.test(`key of another client is signed, but means nothing certain: ${name}`, async () => {
        const verify = (): unknown =>
          library.verifySecuredApiKey(securedApiKey, { parentApiKeys: parentApiKey, now: NOW });
        await api.refuses(verify, 'ERR_KEY_AMBIGUOUS');
      });
    } else {
      api.test(`key of another client is verified: ${name}`, async () => {
        const options = { parentApiKeys: ['not the parent', parentApiKey], now: NOW };
        const verified = await library.verifySecuredApiKey(securedApiKey, options);
        api.equal(verified.parentKeyIndex, 1);
        api.equal(verified.queryString, queryString);
      });
    }
  }
  for (const dialect of dialectRows) readsEveryDialect(api, library, dialect, keyRows);
}

async function refusesWithoutParent(
  api: TestApi,
  library: ReadingLibrary,
  securedApiKey: string,
): Promise<void> {
  await api.refuses(
    () => library.verifySecuredApiKey(securedApiKey, { parentApiKeys: '', now: NOW }),
    'ERR_PARENT_KEY',
  );
  await api.refuses(
    () => library.verifySecuredApiKey(securedApiKey, { parentApiKeys: 'a parent', now: NOW }),
    'ERR_KEY_SIGNATURE',
  );
}

function isAmbiguous(rows: readonly AmbiguousRow[], id: string, queryString: string): boolean {
  return rows.some(
    row => row.id === id && row.queryStrings.some(beginning => queryString.startsWith(beginning)),
  );
}

/** All clients had the same input, so all of their keys must be read as the same restrictions. */
function readsEveryDialect(
  api: TestApi,
  library: ReadingLibrary,
  { id, restrictions, lost = [] }: DialectRow,
  keyRows: readonly KeyRow[],
): void {
  for (const { output, client, version, input, decodedQueryString = '', ...row } of keyRows) {
    if (row.id !== id || output === null) continue;
    if (lost.some(part => decodedQueryString.includes(part))) continue;
    api.test(`key of another client means what its input said: ${id}, made by ${client} ${version}`, () => {
      const decoded = library.decodeSecuredApiKey(output).restrictions;
      api.equal(withoutSingleGroups(decoded), restrictions ?? flattened(input.restrictions));
    });
  }
}

function flattened({ searchParams, ...restrictions }: Readonly<Record<string, unknown>>): object {
  return { ...restrictions, ...(searchParams as object | undefined) };
}

/** Some clients wrap every item of a nested list: `[["a"],["b"]]` means what `["a","b"]` means. */
function withoutSingleGroups(restrictions: object): object {
  return Object.fromEntries(
    Object.entries(restrictions).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(item => (isSingleGroup(item) ? item[0] : item)) : value,
    ]),
  );
}

function isSingleGroup(item: unknown): item is [string] {
  return Array.isArray(item) && item.length === 1 && typeof item[0] === 'string';
}
