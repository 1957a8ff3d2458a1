import * as browserVerify from '@forgekey/browser-verify';
import * as core from '@forgekey/core';
import exported from '../exports.json';
import { expectExports, mintAndVerify, verifyOnly } from '../use-library.mjs';

export default {
  async fetch(): Promise<Response> {
    expectExports(core, exported['@forgekey/core'].values);
    expectExports(browserVerify, exported['@forgekey/browser-verify'].values);
    mintAndVerify(core);
    await verifyOnly(browserVerify);
    return new Response('2 entries imported');
  },
};
