import { forgeSecuredUserToken, generateSecuredApiKey } from '@forgekey/node';
import { expect, it } from 'vitest';
import { documentOf, forgekey, parentApiKey, secretKey, secretKeyId, secrets } from '../support/forgekey.ts';

const key = generateSecuredApiKey({ parentApiKey, restrictions: { filters: 'a:1' } });
const token = forgeSecuredUserToken({ secretKey, secretKeyId, userId: 'u' });

const ofKey = [
  'expiresAt',
  'remainingSec',
  'restrictions',
  'queryString',
  'signature',
  'canonical',
  'problems',
  'length',
  'parts',
];
const ofToken = ['userId', 'keyId', 'claims', 'expiresAt', 'remainingSec'];

// Scripts rely on these: names may be added, never taken away.
it.each([
  ['key --filters a:1', ['kind', 'securedApiKey', ...ofKey, 'findings']],
  ['token --user-id u', ['kind', 'userToken', ...ofToken, 'header', 'duplicates']],
  [`inspect ${key}`, ['kind', 'proven', ...ofKey, 'findings']],
  [`inspect ${token}`, ['kind', 'proven', ...ofToken, 'header', 'duplicates']],
  [`verify ${key}`, ['kind', 'proven', 'parentKeyIndex', ...ofKey]],
  [`verify ${token}`, ['kind', 'proven', ...ofToken]],
  [`why ${key} --index i`, ['allowed', 'answered', 'note', 'cause', 'parameters', 'signature', 'findings']],
  ['why --status 429', ['allowed', 'answered', 'note', 'cause', 'parameters', 'signature', 'findings']],
])('forgekey %s --json has the members that the page names', async (command, members) => {
  const document = documentOf(await forgekey([...command.split(' '), '--json'], { env: secrets }));
  expect(Object.keys(document).sort()).toEqual(['ok', ...members].sort());
});
