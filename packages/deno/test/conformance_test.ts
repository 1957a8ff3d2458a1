import { everySuite, seamSuites } from '../../conformance/src/index.ts';
import { nobleHmacSha256 } from '@forgekey/core/bind';
import * as deno from '../mod.ts';
import { api } from './assert.ts';

// Everything but the environment works without any permission: each case runs with none.
everySuite(api, deno);
seamSuites(api, nobleHmacSha256);
