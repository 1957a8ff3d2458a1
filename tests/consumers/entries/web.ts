// For workerd and for a worker of a page: it uses neither a runtime's own API nor a page.

import * as browserVerify from '@forgekey/browser-verify';
import { everySuite, readingSuites, seamSuites } from '@forgekey/conformance';
import * as core from '@forgekey/core';
import { nobleHmacSha256 } from '@forgekey/core/bind';
import { type Report, reportOf } from './report.ts';

export function report(): Promise<Report> {
  return reportOf({
    core: api => everySuite(api, core),
    'browser-verify': api => readingSuites(api, browserVerify),
    hmac: api => seamSuites(api, nobleHmacSha256),
  });
}
