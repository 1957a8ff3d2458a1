import type { Target } from '../target.ts';
import { enforcementTargets } from './enforcement.ts';
import { filterTargets } from './filters.ts';
import { isolationTargets } from './isolation.ts';
import { keyTargets } from './keys.ts';
import { pageTargets } from './pages.ts';
import { serverTargets } from './servers.ts';
import { tokenTargets } from './tokens.ts';

export const targets: readonly Target[] = [
  ...keyTargets,
  ...tokenTargets,
  ...filterTargets,
  ...enforcementTargets,
  ...isolationTargets,
  ...serverTargets,
  ...pageTargets,
];
