import type { ReactNode } from 'react';
import { Card } from '../components/card.tsx';
import type { KeyToProve } from './keys-to-prove.ts';
import type { Meeting } from './meeting.ts';

export interface MeetingMatrixProps {
  keys: readonly KeyToProve[];
  meetingOf: (a: KeyToProve, b: KeyToProve) => Meeting;
  selected: readonly [string, string] | undefined;
  onSelect: (a: string, b: string) => void;
}

const kinds: Readonly<Record<Meeting['kind'], { mark: string; word: string; legend: string }>> = {
  apart: { mark: '✓', word: 'apart', legend: 'never the same record, proved' },
  list: { mark: '!', word: 'only in a list', legend: 'only a record with several values' },
  meet: { mark: '✕', word: 'meet', legend: 'both see the same record' },
  undecided: { mark: '?', word: 'undecided', legend: 'no answer' },
};

/** A table of all pairs of keys. */
export function MeetingMatrix({ keys, meetingOf, selected, onSelect }: MeetingMatrixProps): ReactNode {
  return (
    <Card title="Who can see the same records">
      <div className="matrix-frame">
        <table className="matrix">
          <thead>
            <tr>
              <td />
              {keys.map(({ id, shortName }) => (
                <th key={id} scope="col">
                  {shortName}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {keys.map(row => (
              <tr key={row.id}>
                <th scope="row">{row.shortName}</th>
                {keys.map(column => (
                  <td key={column.id}>
                    {row === column ? (
                      <span className="cell same" aria-hidden="true" />
                    ) : (
                      <Cell
                        row={row}
                        column={column}
                        meeting={meetingOf(row, column)}
                        isSelected={selected?.includes(row.id) === true && selected.includes(column.id)}
                        onSelect={onSelect}
                      />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ul className="matrix-legend">
        {Object.entries(kinds).map(([kind, { mark, legend }]) => (
          <li key={kind}>
            <span className={`cell ${kind}`} aria-hidden="true">
              {mark}
            </span>
            {legend}
          </li>
        ))}
      </ul>
    </Card>
  );
}

interface CellProps {
  row: KeyToProve;
  column: KeyToProve;
  meeting: Meeting;
  isSelected: boolean;
  onSelect: MeetingMatrixProps['onSelect'];
}

function Cell({ row, column, meeting, isSelected, onSelect }: CellProps): ReactNode {
  const { mark, word } = kinds[meeting.kind];
  return (
    <button
      type="button"
      className={`cell ${meeting.kind}`}
      aria-pressed={isSelected}
      aria-label={`${row.name} and ${column.name}: ${word}`}
      title={`${row.name} and ${column.name}: ${word}`}
      onClick={() => onSelect(row.id, column.id)}
    >
      {mark}
    </button>
  );
}
