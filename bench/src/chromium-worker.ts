import { measure, runBatch } from './measure.ts';
import { namesOf } from './suite.ts';
import { webGroups } from './web-groups.ts';

const { groups, leftOut, effort } = await webGroups();
const timings = await measure(
  namesOf(groups),
  (group, contender, count) => runBatch(groups[group]!.contenders[contender]!, count),
  effort,
);
postMessage({ timings, leftOut });
