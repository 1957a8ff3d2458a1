// TypeScript accepts require() of an ES module, as Node does.
import core = require('@forgekey/core');

const key: string = core.generateSecuredApiKey('a-parent-key', { filters: 'a:b' });
console.log(core.decodeSecuredApiKey(key).queryString);
