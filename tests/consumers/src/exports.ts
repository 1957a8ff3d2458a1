import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { publishedPackages } from '../../../tools/published-packages.ts';
import type { Check } from './check.ts';
import type { Consumer } from './consumer.ts';

/** The names that an entry exports. */
interface Entry {
  readonly values: readonly string[];
  readonly types: readonly string[];
}

const SNAPSHOT = fileURLToPath(new URL('../projects/exports.json', import.meta.url));
const UPDATE = 'node tests/consumers/src/main.ts --update-exports';
/**
 * Each module that a user can import, and the file of its declarations in node_modules. `internal` is not one of them:
 * only our own packages import it, and semantic versioning does not cover it.
 */
const modules: ReadonlyMap<string, string> = new Map(
  publishedPackages.flatMap(({ name, packageJson }) =>
    Object.entries(packageJson.exports).flatMap(([path, target]) =>
      typeof target === 'object' && target.types && path !== './internal'
        ? [[join(name, path), join(name, target.types)]]
        : [],
    ),
  ),
);
const entries = [...modules.keys()];

/** Adding or removing a name changes the public interface. The snapshot makes the change visible in a review. */
export function exportsCheck(consumer: Consumer): Check {
  const run = async (): Promise<string> => {
    const expected = await readFile(SNAPSHOT, 'utf8');
    const found = exportsText(consumer);
    // Compare values, because the formatter may break lines differently.
    if (found !== `${JSON.stringify(JSON.parse(expected), null, 2)}\n`)
      throw new Error(`${difference(expected, found)}\n  If you meant to change them: ${UPDATE}`);
    return `${entries.length} lists of exports are as recorded`;
  };
  return { name: 'exports', run };
}

export async function updateExports(consumer: Consumer): Promise<void> {
  const text = exportsText(consumer);
  await writeFile(SNAPSHOT, text);
  await writeFile(join(consumer.folder, 'exports.json'), text);
}

/** Imports every name, so that the compiler checks that it exists. */
export async function writeEveryImport(consumer: Consumer, project: string): Promise<void> {
  const lists = JSON.parse(await readFile(SNAPSHOT, 'utf8')) as Record<string, Entry>;
  // An entry without values extends a host, such as Vitest, that is not installed here. The tests of its package load it.
  const imported = Object.entries(lists).filter(([, { values }]) => values.length > 0);
  const statements = imported.map(([entry, { values, types }]) => {
    const names = [...values, ...types.map(name => `type ${name}`)];
    return `export { ${names.map(name => `${name} as ${alias(entry, name)}`).join(', ')} } from '${entry}';`;
  });
  await writeFile(join(consumer.folder, project, 'every-import.ts'), `${statements.join('\n')}\n`);
}

function alias(entry: string, name: string): string {
  return `${entry.replaceAll(/\W/g, '_')}_${name.replace(/^type /, '')}`;
}

function exportsText({ folder }: Consumer): string {
  const files = entries.map(entry => join(folder, 'node_modules', modules.get(entry)!));
  const program = ts.createProgram(files, {
    noLib: true,
    types: [],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  });
  const checker = program.getTypeChecker();
  const lists = entries.map((entry, index) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(files[index]!)!)!;
    const symbols = checker.getExportsOfModule(module).map(symbol => ({
      name: symbol.name,
      isValue: isValue(symbol, checker),
    }));
    const names = (values: boolean): string[] =>
      symbols
        .filter(({ isValue }) => isValue === values)
        .map(({ name }) => name)
        .sort();
    return [entry, { values: names(true), types: names(false) }] as const;
  });
  return `${JSON.stringify(Object.fromEntries(lists), null, 2)}\n`;
}

function isValue(symbol: ts.Symbol, checker: ts.TypeChecker): boolean {
  if (ts.isTypeOnlyImportOrExportDeclaration(symbol.declarations?.[0] ?? ({} as ts.Node))) return false;
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return (target.flags & ts.SymbolFlags.Value) !== 0;
}

function difference(expected: string, found: string): string {
  const [before, after] = [expected, found].map(text => JSON.parse(text) as Record<string, Entry>);
  const changes = entries.flatMap(entry => {
    const [old, now] = [before![entry], after![entry]].map(
      list => new Set([...(list?.values ?? []), ...(list?.types ?? []).map(name => `type ${name}`)]),
    );
    const added = [...now!].filter(name => !old!.has(name)).map(name => `+ ${name}`);
    const gone = [...old!].filter(name => !now!.has(name)).map(name => `- ${name}`);
    return [...added, ...gone].map(change => `  ${entry}: ${change}`);
  });
  return `the exports changed\n${changes.join('\n')}`;
}
