import { runBatch } from './measure.ts';
import { namesOf } from './suite.ts';
import type { Contents } from './web.ts';
import { webGroups } from './web-groups.ts';

let loaded: ReturnType<typeof webGroups> | undefined;

export default {
  async fetch({ url }: Request): Promise<Response> {
    const { searchParams } = new URL(url);
    // workerd allows no random numbers at the top level of a module, and peers may need them there.
    loaded ??= webGroups();
    const { groups, leftOut } = await loaded;
    if (searchParams.has('contents')) {
      return Response.json({ groups: namesOf(groups), leftOut } satisfies Contents);
    }
    const [group, contender, count] = ['group', 'contender', 'count'].map(name =>
      Number(searchParams.get(name)),
    );
    if (count! > 0) await runBatch(groups[group!]!.contenders[contender!]!, count!);
    return new Response('done');
  },
};
