import { existsSync, readdirSync, readFileSync } from 'node:fs';

export interface PublishedPackage {
  readonly name: string;
  /** The name of its folder in packages/. */
  readonly folder: string;
  readonly packageJson: {
    readonly exports: Readonly<Record<string, string | { readonly types?: string }>>;
    readonly [field: string]: unknown;
  };
}

const packages = new URL('../packages/', import.meta.url);

/** Every package that is published: all in packages/ except the private ones. */
export const publishedPackages: readonly PublishedPackage[] = readdirSync(packages).flatMap(folder => {
  const file = new URL(`${folder}/package.json`, packages);
  if (!existsSync(file)) return [];
  const packageJson = JSON.parse(readFileSync(file, 'utf8'));
  return packageJson.private === true ? [] : [{ name: packageJson.name, folder, packageJson }];
});
