import type { CodeSample } from './code-tabs.tsx';
import { printLiteral } from './print-literal.ts';

/** The code that forges the token of the form, for each runtime. */
export function tokenSamples(userId: string, expiresInSec: number): CodeSample[] {
  const options = (indent: string): string =>
    `${indent}  userId: ${printLiteral(userId)},\n${indent}  expiresIn: ${expiresInSec},\n${indent}`;
  const fromEnvironment = (name: string, comment: string): string =>
    `import { forgeSecuredUserToken, secretsFromEnvironment } from '@forgekey/${name}';

${comment}const { secretKey, secretKeyId } = secretsFromEnvironment({ require: ['secretKey', 'secretKeyId'] });

const userToken = forgeSecuredUserToken({
  secretKey,
  secretKeyId,
${options('')}});
`;
  return [
    { runtime: 'Node', code: fromEnvironment('node', '') },
    {
      runtime: 'Deno',
      code: fromEnvironment('deno', '// deno run --allow-env=ALGOLIA_SECRET_KEY,ALGOLIA_KEY_ID\n'),
    },
    {
      runtime: 'Workers',
      code: `import { forgeSecuredUserToken } from '@forgekey/core';

export default {
  fetch(request, env) {
    const userToken = forgeSecuredUserToken({
      secretKey: env.ALGOLIA_SECRET_KEY,
      secretKeyId: env.ALGOLIA_KEY_ID,
${options('    ')}});
    return Response.json({ userToken }, { headers: { 'cache-control': 'no-store' } });
  },
};
`,
    },
    {
      runtime: 'In the page',
      code: `import { createAgentStudioFetch, createCredentialSource } from '@forgekey/browser-verify';

const tokens = createCredentialSource({
  load: async ({ signal }) => (await fetch('/user-token', { signal, cache: 'no-store' })).text(),
});
// Sends X-Algolia-Secure-User-Token, and renews it before it expires.
const agentFetch = createAgentStudioFetch(tokens);
`,
    },
  ];
}
