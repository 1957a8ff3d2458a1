import type { DecodedUserToken } from '@forgekey/core';
import type { ReactNode } from 'react';
import { Card } from '../components/card.tsx';
import { Chip, type Tone } from '../components/chip.tsx';
import { CodeBlock } from '../components/code-block.tsx';
import { ColouredToken } from '../components/coloured-token.tsx';
import { TokenPicture } from '../components/token-picture.tsx';
import { ValidityTimeline } from '../components/validity-timeline.tsx';
import { SignerCheck } from './signer-check.tsx';
import { tokenSigner } from './signers.ts';

export interface TokenReportProps {
  text: string;
  decoded: DecodedUserToken;
}

export function TokenReport({ text, decoded }: TokenReportProps): ReactNode {
  const remarks = remarksOn(decoded);
  return (
    <div className="split even">
      <div className="stack">
        <Card title="What it says">
          <TokenPicture token={decoded} />
          <CodeBlock text={text} what="the token">
            <ColouredToken text={text} />
          </CodeBlock>
        </Card>
        <Card title="When it dies">
          <ValidityTimeline expiresAt={decoded.expiresAt} what="The token" />
        </Card>
      </div>
      <div className="stack">
        <Card title="What is wrong with it">
          {remarks.length === 0 ? (
            <Chip tone="good">Nothing found</Chip>
          ) : (
            <ul className="findings">
              {remarks.map(([tone, message]) => (
                <li key={message}>
                  <Chip tone={tone}>{tone === 'bad' ? 'error' : 'warning'}</Chip>
                  <p>{message}</p>
                </li>
              ))}
            </ul>
          )}
        </Card>
        <SignerCheck credential={text} what="Secret key" check={tokenSigner} />
      </div>
    </div>
  );
}

/** What can be seen without the secret. RFC 7519 section 4, RFC 7515 section 4. */
function remarksOn({ header, userId, keyId, expiresAt, duplicates }: DecodedUserToken): [Tone, string][] {
  const remarks: [boolean, Tone, string][] = [
    [header.alg !== 'HS256', 'bad', `The algorithm is ${String(header.alg)}; only HS256 is taken.`],
    [keyId === undefined, 'bad', 'The header names no key id (kid): nobody can tell which secret signed it.'],
    [!userId, 'bad', 'There is no user: the sub claim is absent, empty or no text.'],
    [expiresAt === undefined, 'bad', 'There is no readable end (exp): such a token is refused.'],
    [
      duplicates.length > 0,
      'bad',
      `Named twice: ${duplicates.join(', ')}. Somebody pasted text into JSON; readers differ in which one counts.`,
    ],
    ['crit' in header, 'bad', 'The header has extensions that must be understood (crit).'],
  ];
  return remarks.flatMap(([applies, tone, message]) => (applies ? [[tone, message] as [Tone, string]] : []));
}
