import type { MintingLibrary } from '../library.ts';
import type { TestApi } from '../test-api.ts';
import type { CanonicalForm, CanonicalRow, KeyRow } from '../vectors.ts';

const CURRENT_CLIENTS: ReadonlySet<string> = new Set(['algoliasearch (npm)', '@algolia/client-search (npm)']);
const CURRENT_VERSION = /^5\./;

/** Our bytes equal those of the official JavaScript client, unless those lose a part of the input: then ours keep it, or we refuse it. */
export function canonicalBytes(
  api: TestApi,
  library: MintingLibrary,
  canonicalRows: readonly CanonicalRow[],
  keyRows: readonly KeyRow[],
): void {
  for (const row of canonicalRows) {
    const ofClient = keyRows.filter(
      ({ id, client, version }) =>
        id === row.id && CURRENT_CLIENTS.has(client) && CURRENT_VERSION.test(version),
    );
    const [first] = ofClient;
    if (first === undefined) throw new Error(`the vectors hold no key of the current client for ${row.id}`);
    const outputs = ofClient.map(({ output }) => output);
    const why = row.why === undefined ? '' : ` (${row.why})`;
    api.test(`canonical bytes: ${row.id}${why}`, () => check(api, library, row, first, outputs, false));
    if (row.allowingUnknown !== undefined) {
      const form = row.allowingUnknown;
      api.test(`canonical bytes: ${row.id}, unknown names allowed`, () =>
        check(api, library, form, first, outputs, true),
      );
    }
  }
}

async function check(
  api: TestApi,
  library: MintingLibrary,
  form: CanonicalForm,
  { input }: KeyRow,
  officialKeys: readonly (string | null)[],
  allowUnknownParameters: boolean,
): Promise<void> {
  const parentApiKey = input.parentApiKey as string;
  const { restrictions } = input;
  const generate = (): string =>
    library.generateSecuredApiKey({ parentApiKey, restrictions, allowUnknownParameters });

  if (form.code !== undefined) {
    await api.refuses(generate, form.code);
    if (!allowUnknownParameters) {
      await api.refuses(() => library.generateSecuredApiKey(parentApiKey, restrictions), form.code);
    }
    return;
  }
  const key = generate();
  const { queryString } = library.decodeSecuredApiKey(key);
  api.equal(library.serializeRestrictions(restrictions, { allowUnknownParameters }), queryString);
  api.equal(library.verifySecuredApiKey(key, { parentApiKeys: parentApiKey }).queryString, queryString);
  if (form.queryString !== undefined) api.equal(queryString, form.queryString);
  if (form.official === true) for (const official of officialKeys) api.equal(key, official);
}
