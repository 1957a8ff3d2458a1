/**
 * Tests the packages as their users get them: packed, installed into a project outside the repository, and run on real
 * runtimes. The packages have to be built.
 *
 *   node tests/consumers/src/main.ts           the checks that every clone can run
 *   node tests/consumers/src/main.ts --all     also on the runtimes of tools/runtimes
 */
import { runChecks } from './check.ts';
import { createConsumer } from './consumer.ts';
import { documentedExamples, extraDocumentedExamples } from './documented-examples.ts';
import { documentedVersions } from './documented-versions.ts';
import { writeExamples } from './example-files.ts';
import { exampleTypes } from './example-types.ts';
import { exportsCheck, updateExports } from './exports.ts';
import { packageChecks } from './packages.ts';
import { extraProjects, usualProjects } from './projects.ts';
import { readmeCheck } from './readme.ts';
import { bundleForNode, extraRuntimes, usualRuntimes } from './runtimes.ts';

const all = process.argv.includes('--all');
const consumer = await createConsumer();
process.once('SIGINT', () => consumer.remove().finally(() => process.exit(130)));
try {
  if (process.argv.includes('--update-exports')) await updateExports(consumer);
  await bundleForNode(consumer);
  const examples = await writeExamples(consumer);
  const checks = [
    ...usualRuntimes(consumer),
    ...(all ? extraRuntimes(consumer) : []),
    documentedVersions,
    readmeCheck(consumer),
    exportsCheck(consumer),
    ...packageChecks(consumer),
    ...usualProjects(consumer),
    ...(all ? extraProjects(consumer) : []),
    ...exampleTypes(examples, consumer),
    ...documentedExamples(examples, consumer),
    ...(all ? extraDocumentedExamples(examples, consumer) : []),
  ];
  if (!(await runChecks(checks))) process.exitCode = 1;
} finally {
  await consumer.remove();
}
