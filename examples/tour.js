// A tour of the command: for each user of restrictions.json it mints a key and a token, explains and verifies both, and
// shows that a tampered one is refused. The secrets are made up for this run and thrown away.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../packages/cli/dist/main.js', import.meta.url));
const users = JSON.parse(readFileSync(new URL('restrictions.json', import.meta.url), 'utf8'));
const env = {
  ...process.env,
  ALGOLIA_SEARCH_API_KEY: randomBytes(16).toString('hex'),
  ALGOLIA_SECRET_KEY: `sk-alg-${randomBytes(16).toString('hex')}`,
  ALGOLIA_KEY_ID: 'tour-key',
};
const SIGNATURE_DOES_NOT_HOLD = 4;
const OUTPUT_CLOSED = 141;

// If a reader such as `head` closes the output, the tour ends.
process.stdout.on('error', ({ code }) => process.exit(code === 'EPIPE' ? OUTPUT_CLOSED : 1));

for (const { userId, restrictions } of users) {
  say(`\n── ${userId} ${'─'.repeat(70 - userId.length)}\n`);
  const key = mint(['key', '--restrictions', '-', '--valid-for', '1h'], JSON.stringify(restrictions));
  const token = mint(['token', '--user-id', userId, '--valid-for', '15m']);
  show(['inspect', key]);
  show(['inspect', token]);
  show(['verify', key]);
  show(['verify', token]);
  say('An attacker edits them, to see more and to be another user:\n');
  show(['verify', tamperedKey(key)], SIGNATURE_DOES_NOT_HOLD);
  show(['verify', tamperedToken(token)], SIGNATURE_DOES_NOT_HOLD);
}
say('Try it: node packages/cli/dist/main.js --help\n');

/** The key with another filter behind the same signature. */
function tamperedKey(key) {
  const text = Buffer.from(key, 'base64').toString();
  return Buffer.from(text.replace(/filters=[^&]*/, 'filters=visible_by%3Aeverybody')).toString('base64');
}

/** The token with another user before the same signature. */
function tamperedToken(token) {
  const [header, payload, signature] = token.split('.');
  const claims = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), sub: 'admin' };
  return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
}

/** Runs a command whose output is a credential, and returns the credential. */
function mint(args, input = '') {
  say(`$ forgekey ${args.join(' ')}${input === '' ? '' : '  # with the restrictions of restrictions.json'}`);
  const { status, stdout } = run(args, { input, stdio: ['pipe', 'pipe', 'inherit'] });
  assertStatus(status, 0);
  say(stdout);
  return stdout.trim();
}

/** Runs a command for people to read. */
function show(args, expectedStatus = 0) {
  say(`$ forgekey ${args.map(clipped).join(' ')}`);
  const { status } = run(args, { stdio: ['ignore', 'inherit', process.stdout.fd] });
  assertStatus(status, expectedStatus);
  say(status === 0 ? '' : `(exit code ${status})\n`);
}

function run(args, options) {
  return spawnSync(process.execPath, [main, ...args], { env, encoding: 'utf8', ...options });
}

function assertStatus(status, expected) {
  if (status === OUTPUT_CLOSED) process.exit(status);
  if (status !== expected) throw new Error(`forgekey ended with ${status}, not ${expected}. Was it built?`);
}

function clipped(text) {
  return text.length > 40 ? `${text.slice(0, 30)}…` : text;
}

function say(text) {
  process.stdout.write(`${text}\n`);
}
