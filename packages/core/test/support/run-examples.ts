import { isForgekeyError } from '../../src/errors.ts';

/** One statement of an example, with what it says about itself. */
export interface ExampleCheck {
  readonly source: string;
  readonly actual: unknown;
  readonly expected: unknown;
}

/** The ```js blocks of a Markdown page. */
export function markdownExamples(page: string): string[] {
  return [...page.matchAll(/^```js\n(.*?)^```/gms)].map(([, block]) => block!);
}

/** The `@example` of every docstring of a module. */
export function docstringExamples(module: string): string[] {
  return [...module.matchAll(/\* @example\n(.*?)\s*\*(?:\/| @)/gs)].map(([, block]) =>
    block!.replace(/^ *\* ?/gm, ''),
  );
}

/**
 * Runs an example. `statement; // => literal` (or the comment on the next line) expects a value, and
 * `// throws CODE words` an error with this code whose message contains the words.
 *
 * Imports are taken from `exports`, and a name that it lacks is an error. An example without imports is given all of it.
 */
export function runExample(example: string, exports: Readonly<Record<string, unknown>>): ExampleCheck[] {
  const imported = [...example.matchAll(/^import \{ (.*?) \} from '@forgekey\/core';$/gm)].flatMap(
    ([, names]) => names!.split(', '),
  );
  const missing = imported.filter(name => !(name in exports));
  if (missing.length > 0) throw new Error(`not exported: ${missing.join(', ')}`);
  const body = example
    .replace(/^import .*$/gm, '')
    .replace(/\n\/\/ =>/g, ' // =>')
    .replace(
      /^(.*?);? *\/\/ => (.*)$/gm,
      (_, source, literal) => `check(${JSON.stringify(source)}, () => (${source}), ${literal});`,
    )
    .replace(/^(.*?);? *\/\/ throws (\w+) ?(.*)$/gm, (_, source, code, words) => {
      return `checkThrows(${JSON.stringify(source)}, () => (${source}), ${JSON.stringify(code)}, ${JSON.stringify(words)});`;
    });
  const checks: ExampleCheck[] = [];
  const check = (source: string, run: () => unknown, expected: unknown) =>
    checks.push({ source, actual: run(), expected });
  const checkThrows = (source: string, run: () => unknown, code: string, words: string) => {
    checks.push({ source, actual: describeError(run, words), expected: `${code} ${words}` });
  };
  const names = imported.length > 0 ? imported : Object.keys(exports);
  // In a block of its own, an example may declare a name that it is also given.
  const compiled = new Function('check', 'checkThrows', ...names, `{${body}\n}`);
  compiled(check, checkThrows, ...names.map(name => exports[name]));
  return checks;
}

function describeError(run: () => unknown, words: string): string {
  try {
    run();
  } catch (error) {
    if (!isForgekeyError(error)) throw error;
    const { code, message } = error as Error & { code: string };
    return `${code} ${message.includes(words) ? words : message}`;
  }
  return 'nothing was thrown';
}
