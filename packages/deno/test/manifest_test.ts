import * as core from '@forgekey/core';
import denoJson from '../deno.json' with { type: 'json' };
import * as deno from '../mod.ts';
import packageJson from '../package.json' with { type: 'json' };
import { equal } from './assert.ts';

Deno.test('JSR and npm get the same name, version, licence and entry', () => {
  equal(denoJson.name, packageJson.name);
  equal(denoJson.version, packageJson.version);
  equal(denoJson.license, packageJson.license);
  equal(Object.keys(packageJson.exports), ['.', './package.json']);
  equal(denoJson.exports, './mod.ts');
});

Deno.test('JSR takes the core of the same version from npm', () => {
  const range = `^${packageJson.version}`;
  equal(denoJson.imports['@forgekey/core'], `npm:@forgekey/core@${range}`);
  for (const path of ['bind', 'internal'] as const) {
    equal(denoJson.imports[`@forgekey/core/${path}`], `npm:@forgekey/core@${range}/${path}`);
  }
  equal(packageJson.dependencies, { '@forgekey/core': 'workspace:^' });
});

Deno.test('every name of core is exported, and two of its own', () => {
  const own = ['createCredentialEndpoint', 'createCredentialGuard', 'secretsFromEnvironment'];
  equal(Object.keys(deno).sort(), [...Object.keys(core), ...own].sort());
});

Deno.test('every name of core is that of core', () => {
  const differing = Object.entries(core).filter(([name, value]) => (deno as Record<string, unknown>)[name] !== value);
  equal(differing.map(([name]) => name), []);
});
