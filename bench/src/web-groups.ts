import * as core from '@forgekey/core';
import type { Effort, Group } from './measure.ts';
import { loadPeers } from './peers.ts';
import { groupsOf } from './suite.ts';

// Written into the bundle.
declare const OURS: string;
declare const EFFORT: Effort;

/** The groups of a runtime without Node's API. */
export async function webGroups(): Promise<{ groups: Group[]; leftOut: readonly string[]; effort: Effort }> {
  const peers = await loadPeers(false);
  return { groups: groupsOf({ [OURS]: core }, peers), leftOut: peers.leftOut, effort: EFFORT };
}
