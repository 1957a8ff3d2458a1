import type { SecuredApiKeyRestrictions } from '@forgekey/core';
import type { CodeSample } from './code-tabs.tsx';
import { tryToSerialize } from './mint-form.ts';
import { printLiteral } from './print-literal.ts';

const placeholder = '@validUntil@';

/** The code that makes the key of the form, for each runtime. Secrets come from the environment in all of them. */
export function keySamples(restrictions: SecuredApiKeyRestrictions, valid: string): CodeSample[] {
  const call = (parent: string, indent: string, generate = 'generateSecuredApiKey'): string =>
    `const securedApiKey = ${generate}({\n${indent}  parentApiKey${parent},\n${indent}  restrictions: ${literalOf(
      restrictions,
      valid,
      `${indent}  `,
    )},\n${indent}});`;
  return [
    {
      runtime: 'Node',
      code: `// npm install @forgekey/node
import { generateSecuredApiKey, secretsFromEnvironment } from '@forgekey/node';

// Reads ALGOLIA_SEARCH_API_KEY, a search-only key of your application.
const { parentApiKey } = secretsFromEnvironment({ require: ['parentApiKey'] });

${call('', '')}
`,
    },
    {
      runtime: 'Deno',
      code: `// deno add npm:@forgekey/deno
import { generateSecuredApiKey, secretsFromEnvironment } from '@forgekey/deno';

// deno run --allow-env=ALGOLIA_SEARCH_API_KEY
const { parentApiKey } = secretsFromEnvironment({ require: ['parentApiKey'] });

${call('', '')}
`,
    },
    {
      runtime: 'Workers',
      code: `// npm install @forgekey/core
import { generateSecuredApiKey } from '@forgekey/core';

export default {
  fetch(request, env) {
    ${call(': env.ALGOLIA_SEARCH_API_KEY', '    ')}
    return Response.json({ securedApiKey }, { headers: { 'cache-control': 'no-store' } });
  },
};
`,
    },
    {
      runtime: 'Official client',
      code: `// npm install algoliasearch
import { algoliasearch } from 'algoliasearch';

const client = algoliasearch(process.env.ALGOLIA_APPLICATION_ID, process.env.ALGOLIA_SEARCH_API_KEY);

${call(': process.env.ALGOLIA_SEARCH_API_KEY', '', 'client.generateSecuredApiKey')}
`,
      note: unfaithful(restrictions),
    },
  ];
}

function literalOf(restrictions: SecuredApiKeyRestrictions, valid: string, indent: string): string {
  const isRelative = /^\d+$/.test(valid) && restrictions.validUntil !== undefined;
  const shown = isRelative ? { ...restrictions, validUntil: placeholder } : restrictions;
  return printLiteral(shown, indent).replace(`'${placeholder}'`, `Math.floor(Date.now() / 1000) + ${valid}`);
}

/** The official client writes every value as JavaScript does: lists with commas, objects as `[object Object]`. */
function unfaithful(restrictions: SecuredApiKeyRestrictions): string | undefined {
  const lost = Object.entries(restrictions)
    .filter(([name, value]) => {
      const signed = tryToSerialize({ [name]: value });
      return signed !== undefined && signed !== `${name}=${encodeURIComponent(String(value))}`;
    })
    .map(([name]) => name);
  if (lost.length === 0) return undefined;
  return `The official client loses the structure of ${lost.join(', ')}: pass JSON text there, or use forgekey, which signs it as JSON.`;
}
