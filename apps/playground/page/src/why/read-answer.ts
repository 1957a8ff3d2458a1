import type { Answer } from '../components/explain-answer.ts';

/** An answer as it was typed or pasted. */
export interface TypedAnswer {
  readonly status: string;
  readonly message: string;
}

/** Finds the answer in a line of a console or log: `ApiError: …`, `HTTP 403 {"message":…}`, a text in quotes. */
export function readAnswer({ status: typedStatus, message: typed }: TypedAnswer): Answer {
  const { status: foundStatus, text } = splitStatus(typed.trim());
  const body = readBody(text);
  const status = [body.status, Number.parseInt(typedStatus, 10), foundStatus].find(Number.isInteger);
  return {
    message: typeof body.message === 'string' ? body.message : unquote(text.replace(errorName, '')),
    ...(status !== undefined && { status: Number(status) }),
    ...(typeof body.code === 'string' && { code: body.code }),
  };
}

const errorName = /^(?:Uncaught )?(?:\(in promise\) )?\w*Error: */;

/** A status line, or only a status, at the beginning. */
function splitStatus(text: string): { status: number | undefined; text: string } {
  const [prefix = '', digits] = /^(?:HTTP(?:\/[\d.]+)? +)?([1-5]\d\d)\b[\s:]*/i.exec(text) ?? [];
  return { status: digits === undefined ? undefined : Number(digits), text: text.slice(prefix.length) };
}

/** The JSON object in a text, with any text around it. */
function readBody(text: string): { message?: unknown; status?: unknown; code?: unknown } {
  return Object(parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)));
}

/** Removes quotes only if they enclose the whole text, because the texts of the engine contain quotes. */
function unquote(text: string): string {
  const parsed = parse(text);
  return typeof parsed === 'string' ? parsed : (/^(["'`“])([^"'`”]*)["'`”]$/.exec(text)?.[2] ?? text);
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
