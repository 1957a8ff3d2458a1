import type { DecodedUserToken } from '@forgekey/core';
import type { ReactNode } from 'react';
import { formatJson } from '../lib/format.ts';

/** What the three parts of a token say, each in its colour. */
export function TokenPicture({ token }: { token: DecodedUserToken }): ReactNode {
  return (
    <div className="token-picture">
      <section className="part-0">
        <h3>Header</h3>
        <pre>{formatJson(token.header)}</pre>
      </section>
      <section className="part-1">
        <h3>Claims</h3>
        <pre>{formatJson(token.claims)}</pre>
      </section>
      <section className="part-signature">
        <h3>Signature</h3>
        <p>HMAC-SHA256 over the two parts before it, with the secret behind the key id.</p>
      </section>
    </div>
  );
}
