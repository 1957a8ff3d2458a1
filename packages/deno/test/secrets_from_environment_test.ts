import { secretsFromEnvironment } from '../mod.ts';
import { equal, refuses } from './assert.ts';

const secrets: Record<string, string> = {
  ALGOLIA_SEARCH_API_KEY: '2640659426d5107b6e47d75db9cbaef8',
  ALGOLIA_SECRET_KEY: 'sk-alg-0123456789abcdef',
  ALGOLIA_KEY_ID: 'key-1',
};
const variables = Object.keys(secrets);
const envOf = (given: Record<string, string>) => ({ get: (variable: string) => given[variable] });

Deno.test({
  name: 'reads Deno.env with permission for these variables only',
  permissions: { env: variables },
  fn() {
    for (const [variable, value] of Object.entries(secrets)) Deno.env.set(variable, value);
    equal(secretsFromEnvironment(), {
      parentApiKey: secrets.ALGOLIA_SEARCH_API_KEY,
      secretKey: secrets.ALGOLIA_SECRET_KEY,
      secretKeyId: secrets.ALGOLIA_KEY_ID,
    });
    for (const variable of variables) Deno.env.delete(variable);
  },
});

Deno.test({
  name: 'asks for no variable that was not asked for',
  permissions: { env: ['ALGOLIA_KEY_ID'] },
  fn() {
    Deno.env.set('ALGOLIA_KEY_ID', 'key-1');
    equal(secretsFromEnvironment({ require: ['secretKeyId'] }), { secretKeyId: 'key-1' });
    Deno.env.delete('ALGOLIA_KEY_ID');
  },
});

Deno.test({
  name: 'a missing permission is an error that says which one to give',
  permissions: { env: ['ALGOLIA_SEARCH_API_KEY'] },
  async fn() {
    Deno.env.set('ALGOLIA_SEARCH_API_KEY', 'a-parent-key');
    const error = await refuses(() => secretsFromEnvironment(), 'ERR_SECRET_MISSING');
    equal(error.hint?.includes('--allow-env=ALGOLIA_SECRET_KEY'), true, error.hint);
    equal(error.message.includes('a-parent-key'), false);
    Deno.env.delete('ALGOLIA_SEARCH_API_KEY');
  },
});

Deno.test({
  name: 'no permission at all is the same error',
  permissions: 'none',
  async fn() {
    const error = await refuses(() => secretsFromEnvironment({ require: ['parentApiKey'] }), 'ERR_SECRET_MISSING');
    equal(error.parameter, 'ALGOLIA_SEARCH_API_KEY');
  },
});

Deno.test('every missing variable is named, and trailing whitespace is refused', async () => {
  const missing = await refuses(() => secretsFromEnvironment({ env: envOf({}) }), 'ERR_SECRET_MISSING');
  for (const variable of variables) equal(missing.message.includes(variable), true);
  const untrimmed = { ...secrets, ALGOLIA_SECRET_KEY: 'sk-alg-0123456789abcdef\n' };
  const error = await refuses(() => secretsFromEnvironment({ env: envOf(untrimmed) }), 'ERR_TOKEN_INPUT');
  equal(error.message.includes('ALGOLIA_SECRET_KEY'), true);
  equal(error.message.includes('sk-alg'), false);
});

Deno.test('an error of the environment other than a missing permission is passed on', () => {
  const broken = {
    get(): string {
      throw new RangeError('broken');
    },
  };
  try {
    secretsFromEnvironment({ env: broken });
  } catch (error) {
    return equal(error instanceof RangeError, true);
  }
  throw new Error('nothing was thrown');
});

Deno.test('refuses an unknown option', () => {
  let message = '';
  try {
    secretsFromEnvironment({ env: envOf(secrets), required: ['secretKey'] } as never);
  } catch (error) {
    message = (error as Error).message;
  }
  equal(message, 'Unknown option "required". The options are require, env.');
});
