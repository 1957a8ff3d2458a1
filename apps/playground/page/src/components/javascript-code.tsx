import { type ReactNode, useEffect, useState } from 'react';
import type { tokenizeJavaScript } from '../lib/tokenize-javascript.ts';

/** JavaScript with its tokens coloured. The highlighter loads with the first sample; until then, the text has no colours. */
export function JavaScriptCode({ code }: { code: string }): ReactNode {
  const [tokenize, setTokenize] = useState<typeof tokenizeJavaScript>();
  useEffect(() => {
    import('../lib/tokenize-javascript.ts').then(
      module => setTokenize(() => module.tokenizeJavaScript),
      // Without it, the code is complete, only without colours.
      () => {},
    );
  }, []);
  if (tokenize === undefined) return code;
  return tokenize(code).map(({ type, text }, index) => (
    <span key={`${index}-${text}`} className={`code-${type}`}>
      {text}
    </span>
  ));
}
