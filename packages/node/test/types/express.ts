// Compiled, never run: Express 4 and 5 take the endpoint and the middleware without a cast, and without type arguments.

import express, { type Request as Request5 } from 'express';
import express4, { type Request as Request4 } from 'express4';
import { createCredentialEndpoint, createCredentialMiddleware, credentialsOf } from '../../src/index.ts';

declare global {
  namespace Express {
    // As express-session declares it.
    interface Request {
      session?: { user?: { id: string } };
    }
  }
}

const parentApiKeys = 'parent';
const authenticate = createCredentialMiddleware({ apiKey: { parentApiKeys }, userToken: { secretKeys: {} } });
const someMiddleware = createCredentialMiddleware({ apiKey: { parentApiKeys } });

const app5 = express();
app5.post(
  '/credentials',
  createCredentialEndpoint({
    parentApiKeys,
    authenticate: (request: Request5) => request.session?.user,
    restrictions: user => ({ filters: `owner:${user.id}` }),
    userId: user => user.id,
  }),
);
app5.use(someMiddleware);
app5.get('/users/:id', authenticate, (req, res) => {
  const { apiKey, userToken } = credentialsOf(req, authenticate);
  const isOwn: boolean = userToken.userId === req.params.id;
  res.json({ isOwn, filters: apiKey.restrictions.filters });
});
app5.get('/optional', (req, res) => {
  // @ts-expect-error Without the middleware, no type says that the key is present.
  credentialsOf(req).apiKey.restrictions;
  res.json(credentialsOf(req).apiKey?.restrictions);
});

const app4 = express4();
app4.post(
  '/credentials',
  createCredentialEndpoint({
    parentApiKeys,
    authenticate: async (request: Request4) => request.session?.user,
    restrictions: async user => ({ filters: `owner:${user.id}` }),
  }),
);
app4.use(someMiddleware);
express4.Router().get('/users/:id', authenticate, (req, res) => {
  const { apiKey, userToken } = credentialsOf(req, authenticate);
  const isOwn: boolean = userToken.userId === req.params.id;
  res.json({ isOwn, filters: apiKey.restrictions.filters });
});

// Servers that take a Request need no annotation.
const endpoint = createCredentialEndpoint({
  parentApiKeys,
  authenticate: request => request.headers.get('cookie') ?? undefined,
  restrictions: cookie => ({ filters: `session:${cookie}` }),
});
export const answer: Promise<Response> = endpoint(new Request('https://shop.example/credentials'));
