import type { DecodedUserToken, VerifiedUserToken } from '@forgekey/node';
import { expiryDocument, expiryText } from './expiry.ts';
import { printable } from './printable.ts';
import { rows } from './rows.ts';
import type { Style } from './style.ts';

type Token = Pick<DecodedUserToken, 'userId' | 'keyId' | 'expiresAt' | 'claims'> &
  Partial<Pick<DecodedUserToken, 'header' | 'duplicates'>>;

/** The contents of a secured user token, for programs. */
export function tokenDocument(token: Token | VerifiedUserToken, now: Date): object {
  const { userId, keyId, expiresAt, ...others } = token;
  return { userId: userId ?? null, keyId: keyId ?? null, ...others, ...expiryDocument(expiresAt, now) };
}

/** For people. */
export function tokenText(token: Token, now: Date, style: Style): string {
  const { userId, keyId, expiresAt, claims, duplicates = [] } = token;
  const { sub: _sub, exp: _exp, ...others } = claims;
  const missing = style.red('missing, or of the wrong type');
  const entries: [string, string][] = [
    ['user id', userId === undefined ? missing : printable(userId)],
    ['key id', keyId === undefined ? missing : printable(keyId)],
    ['expires', expiresAt === undefined ? missing : expiryText(expiresAt, now, style, false)],
    ...Object.entries(others).map(([name, value]): [string, string] => [
      printable(name),
      printable(JSON.stringify(value)),
    ]),
    ...duplicates.map((name): [string, string] => [
      'problem',
      style.red(`"${printable(name)}" occurs twice`),
    ]),
  ];
  return rows(entries, style.columns);
}
