import * as core from '@forgekey/core';
import { nobleHmacSha256 } from '@forgekey/core/bind';
import * as node from '@forgekey/node';
import { describe, test } from 'vitest';
import { nativeHmacSha256 } from '../../node/src/hmac.ts';
import { createTestApi, everySuite, seamSuites } from '../src/index.ts';

const api = createTestApi((name, run) => test(name, () => run()));

describe('core', () => {
  everySuite(api, core);
  seamSuites(api, nobleHmacSha256);
});

describe('node', () => {
  everySuite(api, node);
  seamSuites(api, nativeHmacSha256);
});
