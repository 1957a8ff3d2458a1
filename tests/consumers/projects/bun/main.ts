import * as browserVerify from '@forgekey/browser-verify';
import * as core from '@forgekey/core';
import * as node from '@forgekey/node';
import exported from '../exports.json';
import { expectExports, mintAndVerify, verifyOnly } from '../use-library.mjs';

const libraries = {
  '@forgekey/browser-verify': browserVerify,
  '@forgekey/core': core,
  '@forgekey/node': node,
};
for (const [name, library] of Object.entries(libraries)) {
  expectExports(library, exported[name as keyof typeof libraries].values);
}
mintAndVerify(core);
mintAndVerify(node);
await verifyOnly(browserVerify);
console.log(`${Object.keys(libraries).length} entries imported`);
