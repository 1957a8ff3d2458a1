/**
 * Mutation testing of core: changes one piece of code at a time, and counts the changes that no test detects.
 *
 *   npm run mutation                    every area, about half an hour on two cores
 *   npm run mutation -- filters         one area
 *
 * Results are kept in coverage/mutation and reused for unchanged code, so a second run is short.
 */
import { spawnSync } from 'node:child_process';

const areas = ['secured-api-key', 'user-token', 'filters', 'authorize', 'isolation'];

const asked = process.argv.slice(2);
const unknown = asked.filter(area => !areas.includes(area));
if (unknown.length > 0) {
  console.error(`No area is called ${unknown.join(', ')}. The areas are: ${areas.join(', ')}.`);
  process.exit(2);
}

const failed = (asked.length > 0 ? asked : areas).filter(area => {
  console.log(`\n${area}`);
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run', 'tools/mutation/stryker.config.js'],
    { stdio: 'inherit', env: { ...process.env, MUTATION_AREA: area } },
  );
  return status !== 0;
});
if (failed.length > 0) {
  console.error(`\nToo many changes were not detected in: ${failed.join(', ')}.`);
  process.exit(1);
}
