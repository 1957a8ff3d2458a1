import { isIP } from 'node:net';
import process from 'node:process';
import { decodeSecuredApiKey, type Finding, type SearchRequest } from '@forgekey/node';
import { Command } from 'commander';
import { kindOf, readCredential } from '../lib/credential-input.ts';
import { findingLines } from '../lib/describe-findings.ts';
import { exitCodes } from '../lib/exit-codes.ts';
import { listFlag, valueFlag } from '../lib/flags.ts';
import { lintKey } from '../lib/lint.ts';
import { type MomentFlag, momentFlag, nowOf } from '../lib/now.ts';
import { print } from '../lib/output.ts';
import { addParameterFlags, parametersOfFlags, requestFlags } from '../lib/restriction-flags.ts';
import { readJsonFile } from '../lib/restrictions-input.ts';
import { readParentApiKeys } from '../lib/secrets.ts';
import { type Style, styleOf } from '../lib/style.ts';
import { UsageError } from '../lib/usage-error.ts';
import { allowedText, type Cause, causeOf, causeText } from '../why/describe-answer.ts';
import { explainAnswer } from '../why/explain-answer.ts';
import { type Explanation, explainRequest } from '../why/explain-request.ts';
import { readAnswer } from '../why/read-answer.ts';
import { readParent } from '../why/read-parent.ts';

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

/** `forgekey why`: which rule refused a request, or would, and what to change. */
export function whyCommand(): Command {
  const command = new Command('why')
    .description(
      'Say which rule refuses a request, and what to change: from the key, or from what the server answered.',
    )
    .argument('[key]', 'a secured API key; - is standard input')
    .addOption(valueFlag('--file <file>', 'read the key from a file'))
    .addOption(valueFlag('--status <n>', 'the HTTP status', 'What the server answered:'))
    .addOption(
      valueFlag('--message <text>', 'its JSON body, or the "message" in it', 'What the server answered:'),
    )
    .addOption(valueFlag('--index <name>', 'the index that is searched', requestGroup))
    .addOption(
      valueFlag(
        '--parameters <file>',
        'search parameters as a JSON object; - is standard input',
        requestGroup,
      ),
    )
    .addOption(valueFlag('--ip <address>', 'the address of the client', requestGroup))
    .addOption(valueFlag('--referer <url>', 'the page that sent the request', requestGroup))
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
        'checks the signature, too (default: $ALGOLIA_SEARCH_API_KEY)',
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
  const judged = hasKey
    ? await explainKey(await readCredential(argument, flags.file), flags, style, isAnswered)
    : undefined;
  const isContradicted = judged?.document.allowed === true && answered.some(isAboutKey);
  const note = isContradicted ? disagreement : null;
  const document = { ...emptyDocument, answered, note, ...judged?.document };
  print(
    { document, text: paragraphs([answeredText(answered, style), note ?? '', judged?.text ?? '']) },
    flags.json,
  );
  if (isAnswered || document.allowed !== true) process.exitCode = exitCodes.requestRefused;
}

/** Whether the index exists and how many requests were made is not looked at. */
function isAboutKey({ code }: Cause): boolean {
  return code !== 'ERR_INDEX_UNKNOWN' && code !== 'ERR_RATE_LIMITED';
}

const disagreement =
  'The key permits the request as it is told here, so the server saw another one. ' +
  'Compare the index, the address, the time and the parent key, whose limits --parent takes.';

/** The members that are always there. */
const emptyDocument: WhyDocument = {
  allowed: null,
  cause: null,
  parameters: null,
  signature: 'unchecked',
  findings: [],
};

interface WhyDocument {
  /** Whether the key permits the request as it is told; null where that was not judged. */
  readonly allowed: boolean | null;
  readonly cause: Cause | null;
  readonly parameters: object | null;
  readonly signature: Explanation['signature'];
  readonly findings: readonly Finding[];
}

function answeredText(answered: readonly Cause[], style: Style): string {
  const causes = answered.map(row => causeText(row, undefined, style));
  return causes.length > 1 ? `One of these:\n\n${causes.join('\n\n')}` : (causes[0] ?? '');
}

async function explainKey(
  securedApiKey: string,
  flags: WhyFlags,
  style: Style,
  isAnswered: boolean,
): Promise<{ readonly document: Partial<WhyDocument>; readonly text: string }> {
  if (kindOf(securedApiKey) === 'userToken') {
    throw new UsageError('This is a user token: "forgekey verify" says what is wrong with it.');
  }
  const now = nowOf(flags);
  const decoded = decodeSecuredApiKey(securedApiKey);
  const findings = lintKey(decoded, { now });
  const whichIndex = 'Which index does the request search? Give --index NAME.';
  if (flags.index === undefined) {
    if (!isAnswered) throw new UsageError(whichIndex);
    const notJudged = `The key was not judged. ${whichIndex}`;
    return { document: { findings }, text: paragraphs([notJudged, findingLines(findings, style)]) };
  }
  if (flags.index === '') throw new UsageError('--index is empty: give the name of the index.');
  assertIpAddress(flags.ip);
  const request = await requestOf(flags, flags.index);
  const parentApiKeys = await knownParentApiKeys(flags);
  const parent = await readParent(flags.parent);
  const explanation = explainRequest({ securedApiKey, decoded, parentApiKeys, parent, request, now });
  const { answer, signature } = explanation;
  const cause = causeOf(explanation) ?? null;
  const sides = { restrictions: decoded.restrictions, parent, request, now };
  return {
    document: {
      allowed: answer.allowed,
      cause,
      parameters: answer.allowed ? answer.parameters : null,
      signature,
      findings,
    },
    text: paragraphs([
      answer.allowed ? allowedText(answer.parameters, style) : causeText(cause!, sides, style),
      signature === 'unchecked' ? 'The signature was not checked: no parent API key is set.' : '',
      findingLines(findings, style),
    ]),
  };
}

function paragraphs(texts: readonly string[]): string {
  return texts.filter(text => text !== '').join('\n\n');
}

async function requestOf(flags: WhyFlags, indexName: string): Promise<SearchRequest> {
  const fromFlags = parametersOfFlags(requestFlags, flags as unknown as Record<string, unknown>);
  const fromFile =
    flags.parameters === undefined ? {} : await readJsonFile(flags.parameters, 'the search parameters');
  const twice = Object.keys(fromFlags).find(name => Object.hasOwn(fromFile, name));
  if (twice !== undefined)
    throw new UsageError(`"${twice}" is given as a flag and in --parameters: give it once.`);
  return { indexName, parameters: { ...fromFile, ...fromFlags }, ip: flags.ip, referer: flags.referer };
}

async function knownParentApiKeys({ parentKeyFile = [] }: WhyFlags): Promise<string[] | undefined> {
  const isKnown = parentKeyFile.length > 0 || (process.env.ALGOLIA_SEARCH_API_KEY ?? '') !== '';
  return isKnown ? readParentApiKeys(parentKeyFile) : undefined;
}

/** A misspelled address would pass where the key has no restrictSources, and be refused as foreign where it has. */
function assertIpAddress(ip: string | undefined): void {
  if (ip !== undefined && isIP(ip) === 0) {
    throw new UsageError('--ip takes one IPv4 or IPv6 address, such as 203.0.113.7.');
  }
}

const examples = `
Examples:
  $ forgekey why YTgyMzMwOTkzMjA2Mzk5OWUx… --index products --query shoe
  $ forgekey why --file key.txt --index products --ip 203.0.113.7 --filters 'brand:Acme' --at 2027-01-31
  $ forgekey why --status 403 --message 'Index not allowed with this API key'`;
