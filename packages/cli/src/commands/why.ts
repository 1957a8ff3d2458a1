import { isIP } from 'node:net';
import process from 'node:process';
import { quoteName } from '@forgekey/core/internal';
import {
  decodeSecuredApiKey,
  type ExplainedCheck,
  type ExplainedRefusal,
  explainSearch,
  type Finding,
  type SearchRequest,
} from '@forgekey/node';
import { Command } from 'commander';
import { UsageError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { type MomentFlag, momentFlag, nowOf } from '../flags/moment.ts';
import { addParameterFlags, parametersOfFlags, requestFlags } from '../flags/parameter-flags.ts';
import { listFlag, valueFlag } from '../flags/value-flag.ts';
import { type CredentialInput, readCredential } from '../input/credential.ts';
import { readJsonFile } from '../input/restrictions.ts';
import { readParentApiKeys } from '../input/secrets.ts';
import type { ErrorDocument } from '../report/error-document.ts';
import { findingLines, lintKey } from '../report/findings.ts';
import { print } from '../report/print.ts';
import { type Style, styleOf } from '../report/style.ts';
import { explainAnswer } from '../why/explain-answer.ts';
import { readAnswer } from '../why/read-answer.ts';
import { readParent } from '../why/read-parent.ts';
import { allowedText, refusalText } from '../why/refusal-text.ts';

interface WhyFlags extends MomentFlag {
  readonly file?: string;
  readonly status?: string;
  readonly message?: string;
  readonly index?: string;
  readonly parameters?: string;
  readonly ip?: string;
  readonly referer?: string;
  readonly parent?: string;
  readonly parentKeyFile?: readonly string[];
  readonly json?: boolean;
}

/** `forgekey why`: which rule refuses a request, and what to change. */
export function whyCommand(): Command {
  const command = new Command('why')
    .description(
      'Explain which rule refuses a request and how to fix it, from the key or from the answer of the server.',
    )
    .argument('[key]', 'a secured API key; - is standard input')
    .addOption(valueFlag('--file <file>', 'read the key from a file'))
    .addOption(valueFlag('--status <n>', 'the HTTP status', 'Answer of the server:'))
    .addOption(
      valueFlag('--message <text>', 'its JSON body, or the "message" in it', 'Answer of the server:'),
    )
    .addOption(valueFlag('--index <name>', 'the index to search', requestGroup))
    .addOption(
      valueFlag(
        '--parameters <file>',
        'search parameters as a JSON object; - is standard input',
        requestGroup,
      ),
    )
    .addOption(valueFlag('--ip <address>', 'the address of the client', requestGroup))
    .addOption(valueFlag('--referer <url>', 'the page that sends the request', requestGroup))
    .addOption(
      valueFlag(
        '--parent <file>',
        'acl, indexes, referers, … as the API returns them for a key',
        'The parent key:',
      ),
    )
    .addOption(
      listFlag(
        '--parent-key-file <file>',
        'checks the signature as well (default: $ALGOLIA_SEARCH_API_KEY)',
        'The parent key:',
      ),
    )
    .addOption(momentFlag())
    .option('--json', 'print a JSON document')
    .addHelpText('after', examples);
  return addParameterFlags(command, requestFlags).action(why);
}

const requestGroup = 'Parameters of the request:';

async function why(argument: string | undefined, flags: WhyFlags): Promise<void> {
  const isAnswered = flags.status !== undefined || flags.message !== undefined;
  const hasKey = argument !== undefined || flags.file !== undefined || !isAnswered;
  const style = styleOf(process.stdout);
  const answered = isAnswered ? explainAnswer(readAnswer(flags)) : [];
  const explained = hasKey
    ? await explainKey(await readCredential(argument, flags.file), flags, style, isAnswered)
    : undefined;
  const isContradicted = explained?.document.allowed === true && answered.some(isAboutKey);
  const note = isContradicted ? disagreement : null;
  const document = { ...emptyDocument, answered, note, ...explained?.document };
  const isRefused = isAnswered || document.allowed !== true;
  print(
    {
      document,
      error: isRefused ? errorOf(document.cause, answered) : undefined,
      text: paragraphs([answeredText(answered, style), note ?? '', explained?.text ?? '']),
    },
    flags.json,
  );
  if (isRefused) process.exitCode = exitCodes.requestRefused;
}

/** The refusal for scripts that read only `ok` and `error`. */
function errorOf(
  cause: ExplainedRefusal | null,
  [first, ...others]: readonly ExplainedRefusal[],
): ErrorDocument {
  const known = cause ?? (others.length === 0 ? first : undefined);
  if (known === undefined) {
    return {
      code: 'ERR_REFUSED',
      message: 'The request was refused for one of several reasons: see "answered".',
    };
  }
  const { code, message, hint, parameter, column } = known;
  return {
    code,
    message,
    hint,
    ...(parameter !== undefined && { parameter }),
    ...(column !== undefined && { column }),
  };
}

/** The existence of the index and the number of requests are not checked. */
function isAboutKey({ code }: ExplainedRefusal): boolean {
  return code !== 'ERR_INDEX_UNKNOWN' && code !== 'ERR_RATE_LIMITED';
}

const disagreement =
  'The key permits the request as described, so the server saw another one. ' +
  'Compare the index, the address, the time and the parent key, whose limits --parent takes.';

/** The members that are always present. */
const emptyDocument: WhyDocument = { allowed: null, cause: null, parameters: null, checks: [], findings: [] };

interface WhyDocument {
  /** Whether the key permits the request as described; null if that was not checked. */
  readonly allowed: boolean | null;
  readonly cause: ExplainedRefusal | null;
  readonly parameters: object | null;
  readonly checks: readonly Pick<ExplainedCheck, 'name' | 'rule' | 'outcome'>[];
  readonly findings: readonly Finding[];
}

function answeredText(answered: readonly ExplainedRefusal[], style: Style): string {
  const causes = answered.map(refusal => refusalText(refusal, style));
  return causes.length > 1 ? `One of these:\n\n${causes.join('\n\n')}` : (causes[0] ?? '');
}

async function explainKey(
  { kind, text: securedApiKey }: CredentialInput,
  flags: WhyFlags,
  style: Style,
  isAnswered: boolean,
): Promise<{ readonly document: Partial<WhyDocument>; readonly text: string }> {
  if (kind === 'userToken') {
    throw new UsageError('This is a user token, not a key.', '"forgekey verify" says what is wrong with it.');
  }
  const now = nowOf(flags);
  const findings = lintKey(decodeSecuredApiKey(securedApiKey), { now });
  if (flags.index === undefined) {
    if (!isAnswered)
      throw new UsageError('"--index" is missing.', 'Name the index that the request searches.');
    const notChecked = 'The key was not checked: give --index NAME as well.';
    return { document: { findings }, text: paragraphs([notChecked, findingLines(findings, style)]) };
  }
  const request = await requestOf(flags, flags.index);
  const parentApiKeys = await knownParentApiKeys(flags);
  const parent = await readParent(flags.parent);
  const options = { securedApiKey, parent, request, now };
  const { checks, refusal, parameters } = explainSearch(
    parentApiKeys === undefined ? options : { ...options, parentApiKeys },
  );
  assertAddressKnown(refusal, request);
  const isUnsigned = parentApiKeys === undefined;
  return {
    document: {
      allowed: refusal === undefined,
      cause: refusal ?? null,
      parameters: parameters ?? null,
      checks: checks.map(({ name, rule, outcome }) => ({ name, rule, outcome })),
      findings,
    },
    text: paragraphs([
      refusal === undefined ? allowedText(parameters!, style) : refusalText(refusal, style),
      isUnsigned ? 'The signature was not checked: no parent API key is set.' : '',
      findingLines(findings, style),
    ]),
  };
}

/** The server always knows the address. Here, the caller may not have passed it. */
function assertAddressKnown(refusal: ExplainedRefusal | undefined, { ip }: SearchRequest): void {
  if (refusal?.code !== 'ERR_SOURCE_NOT_ALLOWED' || ip !== undefined) return;
  throw new UsageError(
    'The key or its parent has restrictSources, and the address of the client is not known.',
    'Give it with --ip.',
  );
}

function paragraphs(texts: readonly string[]): string {
  return texts.filter(text => text !== '').join('\n\n');
}

async function requestOf(flags: WhyFlags, indexName: string): Promise<SearchRequest> {
  if (indexName === '') {
    throw new UsageError('"--index" is empty.', 'Name the index that the request searches.');
  }
  assertIpAddress(flags.ip);
  const fromFlags = parametersOfFlags(requestFlags, flags as unknown as Record<string, unknown>);
  const fromFile =
    flags.parameters === undefined ? {} : await readJsonFile(flags.parameters, 'the search parameters');
  const twice = Object.keys(fromFlags).find(name => Object.hasOwn(fromFile, name));
  if (twice !== undefined)
    throw new UsageError(`${quoteName(twice)} is given as a flag and in "--parameters".`, 'Give it once.');
  return { indexName, parameters: { ...fromFile, ...fromFlags }, ip: flags.ip, referer: flags.referer };
}

async function knownParentApiKeys({ parentKeyFile = [] }: WhyFlags): Promise<string[] | undefined> {
  const isKnown = parentKeyFile.length > 0 || (process.env.ALGOLIA_SEARCH_API_KEY ?? '') !== '';
  return isKnown ? readParentApiKeys(parentKeyFile) : undefined;
}

/** A misspelled address would pass if the key has no restrictSources, and would look like a foreign address if it has. */
function assertIpAddress(ip: string | undefined): void {
  if (ip !== undefined && isIP(ip) === 0) {
    throw new UsageError('"--ip" must be an IPv4 or IPv6 address, such as 203.0.113.7.');
  }
}

const examples = `
Examples:
  $ forgekey why YTgyMzMwOTkzMjA2Mzk5OWUx… --index products --query shoe
  $ forgekey why --file key.txt --index products --ip 203.0.113.7 --filters 'brand:Acme' --at 2027-01-31
  $ forgekey why --status 403 --message 'Index not allowed with this API key'`;
