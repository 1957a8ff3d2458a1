import { fileURLToPath } from 'node:url';
import { Application, DeclarationReflection, type Reflection, type TypeDocOptions } from 'typedoc';
import type { PluginOptions } from 'typedoc-plugin-markdown';

const PACKAGES = new URL('../../packages/', import.meta.url);

/** Every module that a user can import, and its entry. `@forgekey/core/internal` is not one of them. */
const modules: ReadonlyMap<string, string> = new Map([
  ['@forgekey/core', 'core/src/index.ts'],
  ['@forgekey/core/bind', 'core/src/bind.ts'],
  ['@forgekey/node', 'node/src/index.ts'],
  ['@forgekey/node/vitest', 'node/src/vitest/index.ts'],
  ['@forgekey/deno', 'deno/mod.ts'],
  ['@forgekey/browser-verify', 'browser-verify/src/index.ts'],
  ['@forgekey/browser-verify/across-tabs', 'browser-verify/src/across-tabs/index.ts'],
  ['@forgekey/browser-verify/chat', 'browser-verify/src/chat/index.ts'],
  ['@forgekey/browser-verify/react', 'browser-verify/src/react/index.ts'],
  ['@forgekey/emulator', 'emulator/src/index.ts'],
]);

/** The files that the reference describes: the entries of all modules. */
export const entryFiles: readonly string[] = Array.from(modules.values(), entry =>
  fileURLToPath(new URL(entry, PACKAGES)),
);

const options: TypeDocOptions & PluginOptions = {
  name: 'API reference',
  plugin: ['typedoc-plugin-markdown'],
  entryPoints: [...entryFiles],
  tsconfig: fileURLToPath(new URL('tsconfig.json', import.meta.url)),
  // The build checks types, and Deno's globals are not declared here.
  skipErrorChecking: true,
  readme: 'none',
  // A line number would change with every edit.
  disableSources: true,
  outputFileStrategy: 'modules',
  flattenOutputFiles: true,
  hideBreadcrumbs: true,
  hidePageHeader: true,
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  typeDeclarationFormat: 'table',
  indexFormat: 'table',
  tableColumnSettings: { hideInherited: true, hideOverrides: true },
  useCodeBlocks: true,
  useHTMLAnchors: true,
  preservedTypeAnnotationTags: ['@throws'],
  logLevel: 'Warn',
};

/** Writes the API reference as Markdown, one file for each module. */
export async function generateApiReference(folder: string): Promise<void> {
  const app = await Application.bootstrapWithPlugins({ ...options, out: folder });
  const project = await app.convert();
  if (project === undefined) throw new Error('TypeDoc cannot read the packages.');
  // TypeDoc names a module after the path of its entry.
  const names = new Map(Array.from(modules, ([name, entry]) => [entry.replace(/(\/index)?\.ts$/, ''), name]));
  for (const module of project.children ?? []) module.name = names.get(module.name) ?? module.name;
  for (const reflection of Object.values(project.reflections)) {
    showErrorClasses(reflection);
    dropRowValue(reflection);
  }
  await app.generateOutputs(project);
}

/** A restriction is declared by its row in the table of parameters, whose value is the type and not a default. */
function dropRowValue(reflection: Reflection): void {
  if (reflection instanceof DeclarationReflection && reflection.flags.isOptional)
    delete reflection.defaultValue;
}

/** The plugin drops the class of `@throws {Class} text`. */
function showErrorClasses({ comment }: Reflection): void {
  for (const { typeAnnotation, content } of comment?.blockTags ?? []) {
    if (typeAnnotation === undefined) continue;
    content.unshift(
      { kind: 'code', text: `\`${typeAnnotation.slice(1, -1)}\`` },
      { kind: 'text', text: ': ' },
    );
  }
}
