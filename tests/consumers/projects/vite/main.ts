import * as browserVerify from '@forgekey/browser-verify';
import exported from '../exports.json';
import { expectExports, verifyOnly } from '../use-library.mjs';

async function check(): Promise<string> {
  expectExports(browserVerify, exported['@forgekey/browser-verify'].values);
  await verifyOnly(browserVerify);
  return 'verified in the page';
}

Object.assign(globalThis, { check });
