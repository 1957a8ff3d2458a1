import { createServer, type IncomingMessage, type Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { parseRestrictions } from '@forgekey/core';
import { type Hit, type LoadPolicy, type Refusal, Session } from './session.ts';

interface Reply {
  status: number;
  type?: string;
  body: string;
}

/**
 * Stands in for the vendor and for the application's own back end: it issues credentials and enforces them with
 * `@forgekey/core`. Under /control a test makes a session, lets its credentials expire, and reads what was counted.
 */
export function createEnforcingServer(): Server {
  const sessions = new Map<string, Session>();

  async function reply(request: IncomingMessage, url: URL): Promise<Reply | undefined> {
    const body = await readBody(request);
    if (request.method === 'OPTIONS') return { status: 204, body: '' };
    if (url.pathname === '/control/session') {
      const session = new Session();
      sessions.set(session.appId, session);
      return json(200, { appId: session.appId });
    }
    const session = sessions.get(credential(request, url, 'x-algolia-application-id') ?? '');
    if (!session) return json(404, { message: 'No such application' });
    if (url.pathname.startsWith('/control/')) return control(session, url);
    if (url.pathname.startsWith('/credentials/')) return issue(session, url);
    if (url.pathname === '/1/events')
      return takeEvents(session, credential(request, url, 'x-algolia-api-key'));
    if (url.pathname.startsWith('/agent-studio/')) return complete(session, request, url, body);
    return search(session, credential(request, url, 'x-algolia-api-key'), url, body);
  }

  return createServer(async (request, response) => {
    const answer = await reply(request, new URL(request.url ?? '/', 'http://localhost'));
    if (!answer) return;
    const headers = {
      'access-control-allow-origin': '*',
      'access-control-allow-headers': '*',
      'content-type': answer.type ?? 'application/json',
    };
    response.writeHead(answer.status, headers).end(answer.body);
  });
}

function control(session: Session, url: URL): Reply {
  const action = url.pathname.slice('/control/'.length);
  if (action === 'expire') session.expireAll();
  else if (action === 'revoke') session.revokeAll();
  else if (action === 'policy') session.policy = url.searchParams.get('is') as LoadPolicy;
  return json(200, session.counts);
}

async function issue(session: Session, url: URL): Promise<Reply | undefined> {
  session.count('loads');
  if (session.policy === 'hang') return undefined;
  if (session.policy === 'refuse') return json(401, { message: 'Signed out' });
  if (session.policy === 'garbage') return { status: 200, type: 'text/html', body: '<title>Sign in</title>' };
  const issued = url.pathname.endsWith('key') ? session.issueKey() : session.issueToken();
  // A slow back end, so that many requests wait for one load.
  await delay(30);
  return json(200, { credential: issued, serverTime: session.now.toUTCString() });
}

function search(session: Session, key: string | undefined, url: URL, body: string): Reply {
  const parsed = JSON.parse(body || '{}') as {
    requests?: { indexName: string; params?: string }[];
  };
  const inPath = /^\/1\/indexes\/([^/*]+)\/query$/.exec(url.pathname)?.[1];
  const requests = inPath ? [{ ...parsed, indexName: inPath }] : (parsed.requests ?? []);
  // Version 4 of the client sends the parameters of a query as a query string.
  const answers = requests.map(({ indexName, params = '', ...parameters }) =>
    session.search(key, indexName, { ...parseRestrictions(params), ...parameters }),
  );
  const refused = counted(session, 'searches', answers.find(isRefusal));
  if (refused) return refused;
  const results = answers.map(hits => ({ hits, page: 0, nbPages: 1 }));
  return json(200, inPath ? results[0] : { results });
}

function takeEvents(session: Session, key: string | undefined): Reply {
  // The events API says 401, whatever is wrong with the key.
  const isRefused = isRefusal(session.search(key, 'products', {}));
  const refusal = isRefused ? { status: 401, message: 'Unauthorized' } : undefined;
  return counted(session, 'events', refusal) ?? json(200, { status: 200, message: 'OK' });
}

function isRefusal(answer: Hit[] | Refusal): answer is Refusal {
  return !Array.isArray(answer);
}

/** Echoes the message as server-sent events, one word an event. */
function complete(session: Session, request: IncomingMessage, url: URL, body: string): Reply {
  // The agent searches with the caller's own key.
  const found = session.search(credential(request, url, 'x-algolia-api-key'), 'products', {});
  const token = request.headers['x-algolia-secure-user-token']?.toString();
  const refusal = session.refuseToken(token) ?? (isRefusal(found) ? found : undefined);
  const refused = counted(session, 'completions', refusal);
  if (refused) return refused;
  if (url.searchParams.get('compatibilityMode') === 'ai-sdk-5') return chat(session, url, body);
  const words = (JSON.parse(body) as { message: string }).message.split(' ');
  const events = words.map(word => `data: ${JSON.stringify(word)}\n\n`).join('');
  return { status: 200, type: 'text/event-stream', body: events };
}

/** The same as the UI message stream of the AI SDK 5, which the chat widgets read. */
function chat(session: Session, url: URL, body: string): Reply {
  if (url.searchParams.get('cache') === 'false') session.count('completions without cache');
  const { messages } = JSON.parse(body) as { messages: { parts: { text?: string }[] }[] };
  const text =
    messages
      .at(-1)
      ?.parts.map(part => part.text ?? '')
      .join('') ?? '';
  const id = '1';
  const chunks = [
    { type: 'start', messageId: `m${session.counts['completions 200']}` },
    { type: 'text-start', id },
    { type: 'text-delta', id, delta: `You said: ${text}` },
    { type: 'text-end', id },
    { type: 'finish' },
  ];
  const events = [...chunks.map(chunk => JSON.stringify(chunk)), '[DONE]'].map(data => `data: ${data}\n\n`);
  return { status: 200, type: 'text/event-stream', body: events.join('') };
}

function counted(session: Session, kind: string, refusal: Refusal | undefined): Reply | undefined {
  session.count(`${kind} ${refusal?.status ?? 200}`);
  return refusal && json(refusal.status, refusal);
}

function credential(request: IncomingMessage, url: URL, name: string): string | undefined {
  const inQuery = [...url.searchParams].find(([parameter]) => parameter.toLowerCase() === name)?.[1];
  return inQuery ?? request.headers[name]?.toString();
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function json(status: number, value: unknown): Reply {
  return { status, body: JSON.stringify(value) };
}
