import { readFileSync } from 'node:fs';
import * as browserVerify from '@forgekey/browser-verify';
import * as core from '@forgekey/core';
import * as bind from '@forgekey/core/bind';
import * as deno from '@forgekey/deno';
import * as node from '@forgekey/node';
import { expectExports, mintAndVerify, verifyOnly } from '../use-library.mjs';

const exported = JSON.parse(readFileSync(new URL('../exports.json', import.meta.url), 'utf8'));
const libraries = {
  '@forgekey/browser-verify': browserVerify,
  '@forgekey/core': core,
  '@forgekey/core/bind': bind,
  '@forgekey/deno': deno,
  '@forgekey/node': node,
};
for (const [name, library] of Object.entries(libraries)) expectExports(library, exported[name].values);
// The package for Deno works on Node too, except for secretsFromEnvironment.
for (const library of [core, node, deno]) mintAndVerify(library);
await verifyOnly(browserVerify);
console.log(`${Object.keys(libraries).length} entries imported`);
