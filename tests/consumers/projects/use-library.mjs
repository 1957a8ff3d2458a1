import { expect, parentApiKey, restrictions, securedApiKey } from './known-key.mjs';

/** Mints and verifies one credential of each kind with a package for servers. */
export function mintAndVerify(library) {
  const key = library.generateSecuredApiKey({ parentApiKey, restrictions });
  expect(key, securedApiKey);
  expect(library.verifySecuredApiKey(key, { parentApiKeys: parentApiKey }).restrictions.restrictIndices, [
    'Movies',
  ]);
  const token = { secretKey: 'sk-alg-0123456789abcdef', secretKeyId: 'key-1', userId: 'user-42' };
  const options = { secretKeys: { 'key-1': token.secretKey } };
  expect(library.verifySecuredUserToken(library.forgeSecuredUserToken(token), options).userId, 'user-42');
}

/** Verifies the published key with the package for pages, which cannot mint. */
export async function verifyOnly(library) {
  const verified = await library.verifySecuredApiKey(securedApiKey, { parentApiKeys: parentApiKey });
  expect(verified.restrictions.restrictIndices, ['Movies']);
  expect(
    Object.keys(library).filter(name => /generate|forge(Secured|r)/i.test(name)),
    [],
  );
}

/** The package exports exactly these values. */
export function expectExports(library, names) {
  expect(Object.keys(library).sort(), [...names].sort());
  for (const name of names) if (library[name] === undefined) throw new Error(`${name} is undefined`);
}
