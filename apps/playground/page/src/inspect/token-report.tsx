import type { DecodedUserToken } from '@forgekey/core';
import type { ReactNode } from 'react';
import { Card } from '../components/card.tsx';
import { CodeBlock } from '../components/code-block.tsx';
import { ColouredToken } from '../components/coloured-token.tsx';
import { Findings } from '../components/findings.tsx';
import { TokenPicture } from '../components/token-picture.tsx';
import { ValidityTimeline } from '../components/validity-timeline.tsx';
import { useNow } from '../lib/use-now.ts';
import { endOfToken } from './credential-end.ts';
import { explainMilliseconds } from './explain-milliseconds.ts';
import { SignerCheck } from './signer-check.tsx';
import { tokenSigner } from './signers.ts';
import { tokenFaults } from './token-faults.ts';

export interface TokenReportProps {
  text: string;
  decoded: DecodedUserToken;
}

export function TokenReport({ text, decoded }: TokenReportProps): ReactNode {
  const now = useNow();
  const milliseconds = explainMilliseconds(decoded.claims.exp);
  return (
    <div className="split even">
      <div className="stack">
        <Card title="What it says">
          <TokenPicture text={text} token={decoded} />
          <CodeBlock text={text} what="the token">
            <ColouredToken text={text} />
          </CodeBlock>
        </Card>
        <Card title="Expiry">
          <ValidityTimeline end={endOfToken(decoded)} what="The token" />
          {milliseconds && <p className="field-note">{milliseconds}</p>}
        </Card>
      </div>
      <div className="stack">
        <Card title="Checks">
          <Findings findings={tokenFaults(text, now)} />
        </Card>
        <SignerCheck credential={text} what="Secret key" check={tokenSigner} />
      </div>
    </div>
  );
}
