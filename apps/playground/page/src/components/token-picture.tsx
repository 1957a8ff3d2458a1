import type { DecodedUserToken } from '@forgekey/core';
import type { ReactNode } from 'react';
import { formatJson } from '../lib/format.ts';
import { textOfPart } from '../lib/text-of-part.ts';

export interface TokenPictureProps {
  text: string;
  token: DecodedUserToken;
}

/** The contents of the three parts of a token, each in its colour. */
export function TokenPicture({ text, token: { header, claims, duplicates } }: TokenPictureProps): ReactNode {
  const [headerPart = '', claimsPart = ''] = text.split('.');
  // If a member occurs twice, a parsed object shows only one of its values.
  const isShownAsWritten = duplicates.length > 0;
  return (
    <div className="token-picture">
      <section className="part-0">
        <h3>Header</h3>
        <pre>{isShownAsWritten ? textOfPart(headerPart) : formatJson(header)}</pre>
      </section>
      <section className="part-1">
        <h3>Claims</h3>
        <pre>{isShownAsWritten ? textOfPart(claimsPart) : formatJson(claims)}</pre>
      </section>
      <section className="part-signature">
        <h3>Signature</h3>
        <p>{describeSignature(header.alg)}</p>
      </section>
      {isShownAsWritten && (
        <p className="quiet">
          Named twice: {duplicates.join(', ')}. Someone put text into JSON without escaping it. Readers
          disagree on which value counts, so the token is shown as it is written.
        </p>
      )}
    </div>
  );
}

function describeSignature(algorithm: unknown): string {
  return algorithm === 'HS256'
    ? 'HMAC-SHA256 over the two parts before it, with the secret that the key id names.'
    : `Made with ${JSON.stringify(algorithm) ?? 'no algorithm'}. Only HS256 is accepted.`;
}
