const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { expectExports, mintAndVerify, verifyOnly } = require('../use-library.mjs');

// require() of an ES module returns the same namespace as import, without a warning.
process.on('warning', warning => {
  throw warning;
});

const exported = JSON.parse(readFileSync(join(__dirname, '../exports.json'), 'utf8'));
// An entry without values extends a host, such as Vitest, that is not installed here.
const entries = Object.keys(exported).filter(entry => exported[entry].values.length > 0);
for (const entry of entries) expectExports(require(entry), exported[entry].values);
for (const entry of ['@forgekey/core', '@forgekey/node', '@forgekey/deno']) mintAndVerify(require(entry));
verifyOnly(require('@forgekey/browser-verify')).then(() => console.log(`${entries.length} entries required`));
