import { type DecodedSecuredApiKey, lintSecuredApiKey, measureSecuredApiKey } from '@forgekey/core';
import type { ReactNode } from 'react';
import { ByteBar } from '../components/byte-bar.tsx';
import { Card } from '../components/card.tsx';
import { CodeBlock } from '../components/code-block.tsx';
import { ColouredKey, ColouredQueryString } from '../components/coloured-key.tsx';
import { Findings } from '../components/findings.tsx';
import { ValidityTimeline } from '../components/validity-timeline.tsx';
import { remember } from '../lib/memory.ts';
import { goTo } from '../lib/use-location.ts';
import { useNow } from '../lib/use-now.ts';
import { endOfKey } from './credential-end.ts';
import { RestrictionTable } from './restriction-table.tsx';
import { SignAgain } from './sign-again.tsx';
import { SignerCheck } from './signer-check.tsx';
import { keySigner } from './signers.ts';

export interface KeyReportProps {
  text: string;
  decoded: DecodedSecuredApiKey;
  onSigned: (securedApiKey: string) => void;
}

const minuteMs = 60_000;

export function KeyReport({ text, decoded, onSigned }: KeyReportProps): ReactNode {
  const now = useNow(minuteMs);
  const measure = measureSecuredApiKey(decoded.queryString);
  const why = (): void => {
    remember('why.key', text);
    // Nothing is known of its parent.
    goTo('why', { parent: undefined });
  };
  return (
    <>
      <div className="split even">
        <div className="stack">
          <Card title="What it restricts">
            <RestrictionTable {...decoded} />
          </Card>
          <Card
            title="Bytes"
            aside={
              <button type="button" className="button small" onClick={why}>
                Try a request with it
              </button>
            }
          >
            <ByteBar {...measure} />
            <CodeBlock text={text} what="the key">
              <ColouredKey text={text} parts={measure.parts} />
            </CodeBlock>
            <h3>The text that is signed</h3>
            <CodeBlock text={decoded.queryString} what="the signed text">
              <ColouredQueryString text={decoded.queryString} />
            </CodeBlock>
          </Card>
        </div>
        <div className="stack">
          <Card title="Expiry">
            <ValidityTimeline end={endOfKey(text)} what="The key" />
          </Card>
          <Card title="Checks">
            <Findings findings={lintSecuredApiKey(decoded, { now })} />
          </Card>
          <SignAgain key={text} restrictions={decoded.restrictions} onSigned={onSigned} />
        </div>
      </div>
      <SignerCheck credential={text} what="Parent API key" check={keySigner} />
    </>
  );
}
