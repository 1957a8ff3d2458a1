// For Node and Bun.

import * as browserVerify from '@forgekey/browser-verify';
import { everySuite, readingSuites, seamSuites } from '@forgekey/conformance';
import * as core from '@forgekey/core';
import { nobleHmacSha256 } from '@forgekey/core/bind';
import * as node from '@forgekey/node';
import { reportOf } from './report.ts';

const report = await reportOf({
  core: api => everySuite(api, core),
  node: api => everySuite(api, node),
  'browser-verify': api => readingSuites(api, browserVerify),
  hmac: api => seamSuites(api, nobleHmacSha256),
});
console.log(JSON.stringify(report));
