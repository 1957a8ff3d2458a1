import { type ReactNode, use, useState } from 'react';
import { RefusalNote } from '../components/refusal-note.tsx';
import { type DemoUser, loadCatalog, type Refusal, refusalOf } from '../lib/service.ts';
import { goTo } from '../lib/use-location.ts';
import { findRecordLike } from './find-record.ts';

/** Opens the search view as one of the users, with a real record that is like the counterexample. */
export function SearchForIt({ record, users }: { record: object; users: readonly DemoUser[] }): ReactNode {
  const catalog = use(loadCatalog());
  const [note, setNote] = useState<string | Refusal>();
  const search = async (user: DemoUser): Promise<void> => {
    setNote(undefined);
    try {
      const found = await findRecordLike(record, user, catalog);
      if (found === undefined)
        setNote(
          'No record of the demo data has these values. The proof is about every record that could exist.',
        );
      else goTo('search', { user: user.id, index: found.indexName, q: found.title });
    } catch (error) {
      setNote(refusalOf(error));
    }
  };
  return (
    <>
      <p className="actions">
        {users.map(user => (
          <button key={user.id} type="button" className="button small" onClick={() => search(user)}>
            Search for it as {user.name}
          </button>
        ))}
      </p>
      <div aria-live="polite">
        {typeof note === 'string' && <p className="quiet">{note}</p>}
        {typeof note === 'object' && <RefusalNote {...note} />}
      </div>
    </>
  );
}
