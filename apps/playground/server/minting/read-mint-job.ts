import { filters } from '@forgekey/core';
import { findDemoUser } from '../data/demo-users.ts';
import { ApiError } from '../http/api-error.ts';
import { isObject } from '../http/read-json-object.ts';
import { secondsOf } from '../http/seconds-of.ts';
import { findParentKey } from '../keys/parent-keys.ts';
import type { MintJob } from './mint-job.ts';

const defaultParent = 'search';
const defaultValidForSec = 300;
const defaultTokenLifetimeSec = 86_400;

/**
 * Reads a request of the page, one of
 * - `{ user, validForSec?, nowSec? }`: a key and a token for a demo user,
 * - `{ restrictions, parent?, userId?, expiresIn?, nowSec? }`: a key with these restrictions, with or without a token,
 * - `{ userId, expiresIn?, nowSec? }`: a token.
 *
 * `nowSec` is the time of minting in Unix seconds, so that two runtimes make the same bytes.
 *
 * @throws {ApiError} 400 if the request cannot be read. The library checks the values of restrictions.
 */
export function readMintJob(body: Record<string, unknown>, now: Date): MintJob {
  const nowSec = readSeconds(body, 'nowSec', Math.floor(now.getTime() / 1000));
  if (body.user !== undefined) return jobForUser(body, nowSec);

  const job: MintJob = {};
  if (body.restrictions !== undefined) {
    if (!isObject(body.restrictions)) throw invalid('restrictions', 'an object');
    job.securedApiKey = { parent: readParent(body.parent ?? defaultParent), restrictions: body.restrictions };
  }
  if (body.userId !== undefined) {
    if (typeof body.userId !== 'string') throw invalid('userId', 'a string');
    const expiresInSec = readSeconds(body, 'expiresIn', defaultTokenLifetimeSec);
    job.userToken = { userId: body.userId, expiresInSec, nowSec };
  }
  if (!job.securedApiKey && !job.userToken) throw invalid('user', 'given, or "restrictions", or "userId"');
  return job;
}

function jobForUser(body: Record<string, unknown>, nowSec: number): MintJob {
  const user = typeof body.user === 'string' ? findDemoUser(body.user) : undefined;
  if (user === undefined) throw invalid('user', 'the id of a demo user');
  const expiresInSec = readSeconds(body, 'validForSec', defaultValidForSec);
  return {
    securedApiKey: {
      parent: user.parent,
      restrictions: {
        filters: filters`visible_by:${user.visibleBy}`,
        userToken: user.id,
        validUntil: nowSec + expiresInSec,
      },
    },
    userToken: { userId: user.id, expiresInSec, nowSec },
  };
}

function readParent(name: unknown): string {
  const parent = typeof name === 'string' ? findParentKey(name) : undefined;
  if (parent === undefined) throw invalid('parent', 'the name of a parent key');
  if (!parent.mintable)
    throw new ApiError(
      400,
      'Secured API keys are never made from the Admin API key. Choose another parent.',
      {
        code: 'ERR_PARENT_KEY',
        parameter: 'parent',
      },
    );
  return parent.name;
}

function readSeconds(body: Record<string, unknown>, name: string, fallback: number): number {
  const value = body[name];
  if (value === undefined) return fallback;
  const seconds = secondsOf(value);
  if (seconds === undefined) throw invalid(name, 'a whole number of seconds');
  return seconds;
}

function invalid(parameter: string, expected: string): ApiError {
  return new ApiError(400, `"${parameter}" must be ${expected}`, { parameter });
}
