import vm from 'node:vm';

// Test environments such as Jest's jsdom lack globals that every runtime has. A module under test may import core there.
const { console } = globalThis;
const ofTheLanguage = new Set(vm.runInNewContext('Object.getOwnPropertyNames(globalThis)'));
const others = Object.getOwnPropertyNames(globalThis).filter(name => !ofTheLanguage.has(name));
for (const name of others) delete globalThis[name];

const entries = ['@forgekey/core', '@forgekey/core/bind', '@forgekey/core/internal'];
for (const entry of entries) await import(entry);
console.log(`${entries.length} entries of core loaded without ${others.length} globals`);
