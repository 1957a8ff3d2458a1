import type { SecuredApiKeyPart } from '@forgekey/core';
import type { ReactNode } from 'react';
import { partClass } from './part-class.ts';

/** The text of a key, each part in its colour from the byte bar. */
export function ColouredKey({
  text,
  parts,
}: {
  text: string;
  parts: readonly SecuredApiKeyPart[];
}): ReactNode {
  let start = 0;
  return parts.map((part, index) => {
    const piece = text.slice(start, start + part.characters);
    start += part.characters;
    return (
      <span key={`${index}-${part.name}`} className={`ink ${partClass(index)}`} title={part.name}>
        {piece}
      </span>
    );
  });
}

/** The same for the text that is signed. It has no signature, so its first parameter takes the second colour. */
export function ColouredQueryString({ text }: { text: string }): ReactNode {
  return text.split('&').map((segment, index) => (
    <span key={`${index}-${segment}`}>
      {index > 0 && '&'}
      <span className={`ink ${partClass(index + 1)}`}>{segment}</span>
    </span>
  ));
}
