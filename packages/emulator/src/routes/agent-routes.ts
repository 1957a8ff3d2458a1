import { createCredentialGuard } from '@forgekey/node';
import { Hono } from 'hono';
import { type Agent, agentAddress } from '../agent/agents.ts';
import { answerQuestion, askBack, searchParametersFor } from '../agent/answer-question.ts';
import type { Message } from '../agent/conversation-store.ts';
import { readCompletion } from '../agent/read-completion.ts';
import { streamMessage } from '../agent/stream-message.ts';
import type { Application } from '../application.ts';
import { ApiError } from '../http/api-error.ts';
import { readJsonObject } from '../http/read-body.ts';
import {
  allowQueries,
  assertOperation,
  type Caller,
  type Env,
  type RouteContext,
  type Routes,
  readCaller,
} from './context.ts';

const defaultPageSize = 20;
const maxPageSize = 100;

/**
 * The conversation routes of Agent Studio. The API key decides what the agent can find, and the user token decides whose
 * conversation it is.
 *
 * @see https://www.algolia.com/doc/guides/algolia-ai/agent-studio/how-to/conversations
 */
export function createAgentRoutes(app: Application): Routes {
  const { secretKeys } = app.seed;
  const identifyUser = createCredentialGuard({ userToken: { secretKeys, optional: true } });
  const requireUser = createCredentialGuard({ userToken: { secretKeys } });
  const routes = new Hono<Env>().basePath('/agent-studio/1');

  const findAgent = (id: unknown): Agent => {
    const agent = app.seed.agents.find(one => one.id === id);
    if (agent === undefined) throw new ApiError(404, 'Agent not found');
    return agent;
  };

  /** The agent and the user of a request about conversations; or the response that refuses it. */
  const scopeOf = (c: RouteContext): { userId: string; agentId: string } | Response => {
    const caller = readCaller(app, c);
    const agent = findAgent(c.req.param('agentId'));
    assertOperation(c, caller, 'search', agent.indexName);
    const user = requireUser(c.req.raw);
    if (!user.ok) return user.response;
    c.get('decision').userToken = user.userToken.userId;
    return { userId: user.userToken.userId, agentId: agent.id };
  };

  routes.post('/agents/:agentId/completions', async c => {
    const caller = readCaller(app, c);
    const agent = findAgent(c.req.param('agentId'));
    const user = identifyUser(c.req.raw);
    if (!user.ok) return user.response;
    const { conversationId, question, text } = readCompletion(await readJsonObject(c));
    const message = await answer(app, c, agent, { ...caller, ip: agentAddress }, text);
    if (user.userToken === undefined) app.conversations.rememberAnonymous(agent.id, message.id);
    else {
      const { userId } = user.userToken;
      c.get('decision').userToken = userId;
      if (conversationId !== undefined)
        app.conversations.append(
          { userId, agentId: agent.id },
          conversationId,
          [question, message],
          new Date(),
        );
    }
    return c.req.query('stream') === 'false' ? c.json(message) : streamMessage(message);
  });

  routes.get('/agents/:agentId/conversations', c => {
    const scope = scopeOf(c);
    if (scope instanceof Response) return scope;
    const page = readNumber(c, 'page', 1, Number.MAX_SAFE_INTEGER);
    const limit = readNumber(c, 'limit', defaultPageSize, maxPageSize);
    const all = app.conversations.list(scope);
    return c.json({
      data: all.slice((page - 1) * limit, page * limit),
      pagination: { page, limit, totalCount: all.length, totalPages: Math.ceil(all.length / limit) },
    });
  });

  routes.get('/agents/:agentId/conversations/:conversationId', c => {
    const scope = scopeOf(c);
    if (scope instanceof Response) return scope;
    const conversation = app.conversations.find(scope, c.req.param('conversationId'));
    if (conversation === undefined) throw conversationUnknown();
    return c.json(conversation);
  });

  routes.delete('/agents/:agentId/conversations/:conversationId', c => {
    const scope = scopeOf(c);
    if (scope instanceof Response) return scope;
    if (!app.conversations.delete(scope, c.req.param('conversationId'))) throw conversationUnknown();
    return c.body(null, 204);
  });

  // A vote on a message, by the user of its conversation. The widgets send no user token. Then the message must be one that
  // was answered without a token: only its reader knows its random id.
  routes.on(['POST', 'PATCH'], '/feedback', async c => {
    const caller = readCaller(app, c);
    const { agentId, messageId, vote } = await readJsonObject(c);
    const agent = findAgent(agentId);
    assertOperation(c, caller, 'search', agent.indexName);
    const user = identifyUser(c.req.raw);
    if (!user.ok) return user.response;
    if (typeof messageId !== 'string' || (vote !== 0 && vote !== 1))
      throw new ApiError(422, 'Invalid feedback: it needs a "messageId" and a "vote" of 0 or 1');
    const scope = { userId: user.userToken?.userId, agentId: agent.id };
    if (!app.conversations.hasMessage(scope, messageId)) throw new ApiError(404, 'Message not found');
    app.conversations.vote(scope, messageId, vote);
    return c.json({ messageId, agentId: agent.id, vote });
  });

  return routes;
}

async function answer(
  app: Application,
  c: RouteContext,
  agent: Agent,
  caller: Caller,
  question: string,
): Promise<Message> {
  const parameters = searchParametersFor(question);
  if (parameters === undefined) {
    assertOperation(c, caller, 'search', agent.indexName);
    return askBack();
  }
  const [allowed] = await allowQueries(app, c, caller, [{ indexName: agent.indexName, parameters }]);
  return answerQuestion(allowed!, parameters.query);
}

function conversationUnknown(): ApiError {
  return new ApiError(404, 'Conversation not found');
}

function readNumber(c: RouteContext, name: string, fallback: number, max: number): number {
  const text = c.req.query(name);
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > max)
    throw new ApiError(422, `"${name}" must be an integer from 1 to ${max}`);
  return value;
}
