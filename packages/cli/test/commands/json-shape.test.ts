import { forgeSecuredUserToken, generateSecuredApiKey } from '@forgekey/node';
import { expect, it } from 'vitest';
import { documentOf, forgekey, parentApiKey, secretKey, secretKeyId, secrets } from '../support/forgekey.ts';

const key = generateSecuredApiKey({ parentApiKey, restrictions: { filters: 'a:1' } });
const token = forgeSecuredUserToken({ secretKey, secretKeyId, userId: 'u' });

const ofKey = ['expiresAt', 'remainingSec', 'restrictions', 'queryString', 'problems', 'length', 'parts'];
const ofWhy = ['allowed', 'answered', 'note', 'cause', 'parameters', 'checks', 'findings'];
const ofToken = ['userId', 'keyId', 'claims', 'expiresAt', 'remainingSec'];

// Scripts rely on these names.
it.each([
  ['key --filters a:1', ['kind', 'securedApiKey', ...ofKey, 'signature', 'findings']],
  ['token --user-id u', ['kind', 'userToken', ...ofToken, 'header', 'duplicates']],
  [`inspect ${key}`, ['kind', 'proven', ...ofKey, 'signature', 'findings', 'shorter']],
  [`inspect ${token}`, ['kind', 'proven', ...ofToken, 'header', 'duplicates']],
  [`verify ${key}`, ['kind', 'proven', 'parentKeyIndex', ...ofKey]],
  [`verify ${token}`, ['kind', 'proven', ...ofToken]],
  [`why ${key} --index i`, ofWhy],
  ['why --status 429', ['error', ...ofWhy]],
  [
    `prove ${key} --claim a:1`,
    ['verdict', 'counts', 'answers', 'separation', 'sample', 'findings', 'assumptions'],
  ],
])('forgekey %s --json has the members that the page names', async (command, members) => {
  const document = documentOf(await forgekey([...command.split(' '), '--json'], { env: secrets }));
  expect(Object.keys(document).sort()).toEqual(['ok', ...members].sort());
});
