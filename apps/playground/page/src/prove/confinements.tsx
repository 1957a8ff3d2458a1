import {
  confineToAttribute,
  isForgekeyError,
  lintIsolation,
  type ParentApiKey,
  type Proof,
  type SecuredApiKeyRestrictions,
} from '@forgekey/core';
import { filterGroupsOf } from '@forgekey/core/internal';
import type { ReactNode } from 'react';
import { Chip } from '../components/chip.tsx';
import { Findings } from '../components/findings.tsx';
import './prove.css';

export interface ConfinementsProps {
  restrictions: SecuredApiKeyRestrictions;
  parent: ParentApiKey;
}

const words: Readonly<Record<Proof['verdict'], string>> = {
  proved: 'shows only',
  refuted: 'shows more than',
  vacuous: 'shows nothing',
  undecided: 'undecided',
};

/** The values that the key is proved to be confined to, and findings about what filters cannot hide. */
export function Confinements({ restrictions, parent }: ConfinementsProps): ReactNode {
  const confinements = confinementsOf(restrictions, parent);
  return (
    <>
      {confinements.length === 0 ? (
        <p className="proof-verdict">
          <Chip tone="warn">not confined</Chip>{' '}
          <span>No condition of the key is about one attribute alone.</span>
        </p>
      ) : (
        <ul className="confinements" data-testid="confinements">
          {confinements.map(({ attribute, claim, verdict }) => (
            <li key={attribute} className="proof-verdict">
              <Chip tone={verdict === 'proved' ? 'good' : 'warn'}>{words[verdict]}</Chip> <code>{claim}</code>
            </li>
          ))}
        </ul>
      )}
      <Findings findings={lintIsolation(restrictions, { parent })} />
    </>
  );
}

interface ProvedClaim {
  readonly attribute: string;
  readonly claim: string;
  readonly verdict: Proof['verdict'];
}

function confinementsOf(restrictions: SecuredApiKeyRestrictions, parent: ParentApiKey): ProvedClaim[] {
  return attributesOf(restrictions).flatMap(attribute => {
    const { claim, proof } = confineToAttribute(restrictions, attribute, { parent });
    return claim === undefined ? [] : [{ attribute, claim, verdict: proof.verdict }];
  });
}

function attributesOf(restrictions: SecuredApiKeyRestrictions): string[] {
  try {
    const terms = filterGroupsOf(restrictions).flatMap(({ group }) => group);
    return [...new Set(terms.map(term => (term.kind === 'tag' ? '_tags' : term.attribute)))];
  } catch (error) {
    // The form already shows what is wrong with a filter.
    if (isForgekeyError(error)) return [];
    throw error;
  }
}
