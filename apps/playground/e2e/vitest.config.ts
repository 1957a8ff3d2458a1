import type { UserWorkspaceConfig } from 'vitest/config';

/** The playground end to end: the real service and the built page, driven from here in a real Chromium. */
const config: UserWorkspaceConfig = {
  test: {
    name: 'e2e',
    include: ['**/*.test.ts'],
    // One Chromium at a time, and nothing else: the tests measure seconds.
    fileParallelism: false,
    sequence: { groupOrder: 1 },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
};

export default config;
