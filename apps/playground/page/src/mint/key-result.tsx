import { type Finding, measureSecuredApiKey, type SecuredApiKeyRestrictions } from '@forgekey/core';
import type { ReactNode } from 'react';
import { ByteBar } from '../components/byte-bar.tsx';
import { Card } from '../components/card.tsx';
import { CodeBlock } from '../components/code-block.tsx';
import { ColouredKey, ColouredQueryString } from '../components/coloured-key.tsx';
import { Findings } from '../components/findings.tsx';
import { RefusalNote } from '../components/refusal-note.tsx';
import { ValidityTimeline } from '../components/validity-timeline.tsx';
import { remember } from '../lib/memory.ts';
import { goTo } from '../lib/use-location.ts';
import { pastedKeyName } from '../search/pasted-key.tsx';
import type { MintForm } from './mint-form.ts';
import { SideBySide } from './side-by-side.tsx';
import type { MintOutcomes } from './use-minted.ts';

export interface KeyResultProps {
  form: MintForm;
  restrictions: SecuredApiKeyRestrictions;
  /** The text that is signed; absent if no key can be made. */
  queryString: string | undefined;
  outcomes: MintOutcomes;
  findings: readonly Finding[];
  onAgain: () => void;
  children?: ReactNode;
}

/** The key that both runtimes make, and what is wrong with it. It stays in view while the user scrolls the form. */
export function KeyResult(props: KeyResultProps): ReactNode {
  const { form, restrictions, queryString, outcomes, findings, onAgain, children } = props;
  const key = outcomes.node && 'minted' in outcomes.node ? outcomes.node.minted.securedApiKey : undefined;
  const refusal = outcomes.node && 'refusal' in outcomes.node ? outcomes.node.refusal : undefined;
  const { validUntil } = restrictions;
  return (
    <div className="stack in-view">
      <Card
        title="The key"
        aside={
          <button type="button" className="button small" onClick={onAgain}>
            Mint again
          </button>
        }
      >
        {queryString === undefined ? (
          <p className="quiet">No key can be made of this. The checks below say why.</p>
        ) : (
          <>
            <ByteBar {...measureSecuredApiKey(queryString)} />
            <ValidityTimeline
              end={typeof validUntil === 'number' ? new Date(validUntil * 1000) : 'never'}
              what="The key"
            />
          </>
        )}
        {refusal && <RefusalNote {...refusal} />}
        {queryString !== undefined && key !== undefined && (
          <>
            <CodeBlock text={key} what="the secured API key">
              <ColouredKey text={key} parts={measureSecuredApiKey(queryString).parts} />
            </CodeBlock>
            <HandOver securedApiKey={key} parent={form.parent} />
          </>
        )}
        {queryString !== undefined && <SideBySide outcomes={outcomes} what="securedApiKey" />}
      </Card>
      <Card title="Checks">
        <Findings findings={findings} />
      </Card>
      {children}
    </div>
  );
}

/** The text that is signed. */
export function SignedText({ queryString }: { queryString: string }): ReactNode {
  return (
    <Card title="The text that is signed">
      <p className="quiet">
        The key is the HMAC-SHA256 of this text under the parent key, then the text itself, as base64.
      </p>
      <CodeBlock text={queryString} what="the canonical text">
        <ColouredQueryString text={queryString} />
      </CodeBlock>
    </Card>
  );
}

/** Opens another view with the key. The key is passed in memory, never in a link; the name of its parent may be in the link. */
function HandOver({ securedApiKey, parent }: { securedApiKey: string; parent: string }): ReactNode {
  const inspect = (): void => {
    remember('inspect.credential', securedApiKey);
    goTo('inspect');
  };
  const search = (): void => {
    remember(pastedKeyName, securedApiKey);
    goTo('search');
  };
  const tryRequest = (): void => {
    remember('why.key', securedApiKey);
    goTo('why', { parent });
  };
  return (
    <p className="actions">
      <button type="button" className="button small" onClick={inspect}>
        Inspect this key
      </button>
      <button type="button" className="button small" onClick={search}>
        Search with it
      </button>
      <button type="button" className="button small" onClick={tryRequest}>
        Try a request with it
      </button>
    </p>
  );
}
