import * as browserVerify from '@forgekey/browser-verify';
import * as core from '@forgekey/core';
import * as deno from '@forgekey/deno';
import exported from '../exports.json' with { type: 'json' };
import { expectExports, mintAndVerify, verifyOnly } from '../use-library.mjs';

const libraries = {
  '@forgekey/browser-verify': browserVerify,
  '@forgekey/core': core,
  '@forgekey/deno': deno,
};
for (const [name, library] of Object.entries(libraries)) {
  expectExports(library, exported[name as keyof typeof libraries].values);
}
mintAndVerify(core);
mintAndVerify(deno);
await verifyOnly(browserVerify);

// Runs without permissions: the hint must name the one that the secrets need.
try {
  deno.secretsFromEnvironment({ require: ['parentApiKey'] });
  throw new Error('nothing was thrown');
} catch (error) {
  if (!deno.isForgekeyError(error) || !error.hint?.includes('--allow-env=ALGOLIA_SEARCH_API_KEY'))
    throw error;
}
console.log(`${Object.keys(libraries).length} entries imported`);
