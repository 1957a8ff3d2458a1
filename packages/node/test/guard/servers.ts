import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import express from 'express';
import { Hono } from 'hono';
import {
  type CredentialRules,
  createCredentialGuard,
  createCredentialMiddleware,
  credentialsOf,
  type VerifiedCredentials,
} from '../../src/index.ts';

export interface RunningServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Real servers, each with a guard before a route that answers who is calling. */
export const servers: Record<string, (rules: CredentialRules) => Promise<RunningServer>> = {
  'Express 5': rules => {
    const app = express();
    app.use(createCredentialMiddleware(rules));
    app.get('/who', (req, res) => {
      res.json(answer(credentialsOf(req)));
    });
    return running(createServer(app));
  },
  'an Express router mounted on a path, with a guard for each rule': rules => {
    const router = express.Router();
    const { apiKey, userToken, ...others } = rules;
    if (apiKey) router.use(createCredentialMiddleware({ apiKey, ...others }));
    if (userToken) router.use(createCredentialMiddleware({ userToken, ...others }));
    router.get('/', (req, res) => {
      res.json(answer(credentialsOf(req)));
    });
    return running(createServer(express().use('/who', router)));
  },
  'node:http': rules => {
    const middleware = createCredentialMiddleware(rules);
    return running(
      createServer((req, res) => {
        middleware(req, res, error => {
          if (error === undefined) res.end(JSON.stringify(answer(credentialsOf(req, middleware))));
          else res.writeHead(500).end();
        });
      }),
    );
  },
  'node:http, with a guard that is handed its headers': rules => {
    const guard = createCredentialGuard(rules);
    const respond = ({ url, headers }: IncomingMessage): Response => {
      const result = guard({ url: `http://${headers.host}${url}`, headers: { get: name => headers[name] } });
      return result.ok ? Response.json(answer(result)) : result.response;
    };
    return running(
      createServer(async (req, res) => {
        try {
          const response = respond(req);
          res.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text());
        } catch {
          res.writeHead(500).end();
        }
      }),
    );
  },
  Hono: rules => {
    const guard = createCredentialGuard(rules);
    const app = new Hono()
      .onError((_, c) => c.body(null, 500))
      .get('/who', c => {
        const result = guard(c.req.raw);
        return result.ok ? c.json(answer(result)) : result.response;
      });
    return running(serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }) as Server);
  },
};

function answer(credentials: VerifiedCredentials): object {
  return {
    filters: credentials.apiKey?.restrictions.filters ?? null,
    userId: credentials.userToken?.userId ?? null,
  };
}

export async function running(server: Server): Promise<RunningServer> {
  if (!server.listening) {
    server.listen(0, '127.0.0.1');
    await new Promise(resolve => server.once('listening', resolve));
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/who`,
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
