import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const packages = ['core', 'browser-verify', 'node'];

/** The built modules of the packages under test. */
export function builtFiles(): string[] {
  return packages.flatMap(name => {
    const folder = fileURLToPath(new URL(`../../../packages/${name}/dist/`, import.meta.url));
    return readdirSync(folder)
      .filter(file => file.endsWith('.js'))
      .map(file => folder + file);
  });
}
