import type { SecuredApiKeyPart } from '@forgekey/core';
import { LONG_KEY_LENGTH } from '@forgekey/core/internal';
import type { ReactNode } from 'react';
import { partClass } from './part-class.ts';

export interface ByteBarProps {
  parts: readonly SecuredApiKeyPart[];
  keyLength: number;
}

const headroom = 1.12;

/** How many characters of a key each part takes, on a scale with a mark at 500. */
export function ByteBar({ parts, keyLength }: ByteBarProps): ReactNode {
  const scale = Math.max(LONG_KEY_LENGTH, keyLength) * headroom;
  const percent = (characters: number): string => `${(characters / scale) * 100}%`;
  const isLong = keyLength > LONG_KEY_LENGTH;
  return (
    <figure className="byte-bar">
      <div
        className="byte-bar-track"
        role="img"
        aria-label={`${keyLength} of ${LONG_KEY_LENGTH} recommended characters: ${parts
          .map(part => `${decodeName(part.name)} ${part.characters}`)
          .join(', ')}`}
      >
        {parts.map((part, index) => (
          <span
            key={`${index}-${part.name}`}
            className={`byte-bar-part ${partClass(index)}`}
            style={{ width: percent(part.characters) }}
            title={`${decodeName(part.name)}: ${part.characters} characters`}
          />
        ))}
        <span className="byte-bar-mark" style={{ left: percent(LONG_KEY_LENGTH) }}>
          <span>{LONG_KEY_LENGTH}</span>
        </span>
      </div>
      <figcaption>
        <ul className="byte-bar-legend">
          {parts.map((part, index) => (
            <li key={`${index}-${part.name}`}>
              <span className={`swatch ${partClass(index)}`} aria-hidden="true" />
              {decodeName(part.name)} <b>{part.characters}</b>
            </li>
          ))}
        </ul>
        <output className={isLong ? 'length bad-text' : 'length'}>
          <b data-testid="key-length">{keyLength}</b> characters
          {isLong ? `, ${keyLength - LONG_KEY_LENGTH} over the mark` : ''}
        </output>
      </figcaption>
    </figure>
  );
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
