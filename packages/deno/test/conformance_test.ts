import { everySuite, seamSuites } from '../../conformance/src/index.ts';
import * as deno from '../mod.ts';
import { denoHmacSha256 } from '../src/hmac.ts';
import { api } from './assert.ts';

// Everything but the environment works without any permission: each case runs with none.
everySuite(api, deno);
seamSuites(api, denoHmacSha256);
