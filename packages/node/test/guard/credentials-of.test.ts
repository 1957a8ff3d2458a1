import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import express from 'express';
import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  createCredentialMiddleware,
  credentialsOf,
  type VerifiedSecuredApiKey,
  type VerifiedUserToken,
} from '../../src/index.ts';
import { apiKey, parentApiKey, secretKeys, userToken } from './credentials.ts';
import { running } from './servers.ts';

const authenticate = createCredentialMiddleware({ userToken: { secretKeys } });
const readKey = createCredentialMiddleware({ apiKey: { parentApiKeys: parentApiKey, optional: true } });

function requestWith(headers: Record<string, string>): IncomingMessage {
  return Object.assign(new IncomingMessage(new Socket()), { headers, url: '/' });
}

function pass(req: IncomingMessage, middleware: typeof authenticate | typeof readKey): void {
  middleware(req, new ServerResponse(req), error => {
    if (error !== undefined) throw error;
  });
}

describe('credentialsOf', () => {
  it('returns what the middleware verified, in the types of its rules', async () => {
    const app = express().get('/who', authenticate, readKey, (req, res) => {
      const { userToken: token } = credentialsOf(req, authenticate);
      expectTypeOf(token).toEqualTypeOf<VerifiedUserToken>();
      const { apiKey: key } = credentialsOf(req, readKey);
      expectTypeOf(key).toEqualTypeOf<VerifiedSecuredApiKey | undefined>();
      res.json({ userId: token.userId, filters: key?.restrictions.filters, all: credentialsOf(req) });
    });
    const server = await running(createServer(app));
    const headers = { 'x-algolia-api-key': apiKey, 'x-algolia-secure-user-token': userToken };
    const answer = await (await fetch(server.url, { headers })).json();
    await server.close();
    expect(answer).toMatchObject({
      userId: 'user-42',
      filters: '_tags:user_42',
      all: { userToken: { userId: 'user-42' }, apiKey: { restrictions: { filters: '_tags:user_42' } } },
    });
  });

  it('is a TypeError where the middleware did not run', () => {
    const req = requestWith({ 'x-algolia-secure-user-token': userToken });
    expect(() => credentialsOf(req)).toThrow(/^credentialsOf found no verified credentials\. Mount/);
    pass(req, authenticate);
    expect(credentialsOf(req, authenticate).userToken.userId).toBe('user-42');
    expect(() => credentialsOf(req, readKey)).toThrow(TypeError);
  });

  it('cannot be set by a property of the request', () => {
    const req = Object.assign(requestWith({}), { algolia: { userToken: { userId: 'admin' } } });
    expect(() => credentialsOf(req)).toThrow(TypeError);
    pass(req, readKey);
    expect(credentialsOf(req)).toEqual({ apiKey: undefined, userToken: undefined });
  });

  it('is a TypeError for a request that was refused', () => {
    const req = requestWith({});
    pass(req, authenticate);
    expect(() => credentialsOf(req)).toThrow(TypeError);
  });
});
