import { measureSecuredApiKey, serializeRestrictions } from '@forgekey/core';
import type { ReactNode } from 'react';
import { ByteBar } from '../components/byte-bar.tsx';
import { FoldingCard } from '../components/card.tsx';
import { RestrictionTable } from '../inspect/restriction-table.tsx';
import { remember } from '../lib/memory.ts';
import { goTo } from '../lib/use-location.ts';
import type { DemoSession } from './demo-session.ts';
import { useSessionLog } from './use-session.ts';

/** The key that the page searches with now. */
export function KeyOfUser({ session }: { session: DemoSession }): ReactNode {
  const restrictions = useSessionLog(session).keys.at(-1)?.restrictions;
  if (restrictions === undefined) return null;
  const inspect = async (): Promise<void> => {
    remember('inspect.credential', await session.keys.get());
    goTo('inspect');
  };
  return (
    <FoldingCard
      title="This session’s key"
      aside={
        <button type="button" className="button small" onClick={() => void inspect()}>
          Inspect it
        </button>
      }
    >
      <RestrictionTable queryString="" restrictions={restrictions} problems={[]} />
      <ByteBar {...measureSecuredApiKey(serializeRestrictions(restrictions))} />
    </FoldingCard>
  );
}
