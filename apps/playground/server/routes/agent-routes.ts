import { createCredentialGuard } from '@forgekey/node';
import { type Context, Hono } from 'hono';
import { type Agent, agentAddress, agents } from '../agent/agents.ts';
import { answerQuestion, askBack, searchParametersFor } from '../agent/answer-question.ts';
import type { Message } from '../agent/conversation-store.ts';
import { readCompletion } from '../agent/read-completion.ts';
import { allowQueries } from '../answer-queries.ts';
import { enforce } from '../enforce.ts';
import { ApiError } from '../http/api-error.ts';
import { type Caller, readCaller } from '../http/caller.ts';
import { readJsonObject } from '../http/read-json-object.ts';
import { identifyKey } from '../keys/identify-key.ts';
import { userTokenSecrets } from '../keys/user-token-secrets.ts';
import type { ServiceContext } from '../service-context.ts';

const defaultPageSize = 20;
const maxPageSize = 100;

/**
 * The conversation routes of Agent Studio. The API key decides what the agent can find, the user token whose
 * conversation it is.
 *
 * @see https://www.algolia.com/doc/guides/algolia-ai/agent-studio/how-to/conversations
 */
export function createAgentRoutes(context: ServiceContext): Hono {
  const routes = new Hono().basePath('/agent-studio/1/agents/:agentId');
  const identifyUser = createCredentialGuard({ userToken: { secretKeys: userTokenSecrets, optional: true } });
  const requireUser = createCredentialGuard({ userToken: { secretKeys: userTokenSecrets } });

  // Answers at once as one JSON message; the vendor streams unless asked not to.
  routes.post('/completions', async c => {
    const caller = readCaller(c);
    const agent = findAgent(c);
    const user = identifyUser(c.req.raw);
    if (!user.ok) return user.response;
    const { conversationId, question, text } = readCompletion(await readJsonObject(c));
    const answer = await answerFrom(context, agent, { ...caller, ip: agentAddress }, text);
    if (user.userToken !== undefined && conversationId !== undefined) {
      const scope = { userId: user.userToken.userId, agentId: agent.id };
      context.conversations.append(scope, conversationId, [question, answer], new Date());
    }
    return c.json(answer);
  });

  routes.get('/conversations', c => {
    const agent = findPermittedAgent(c);
    const user = requireUser(c.req.raw);
    if (!user.ok) return user.response;
    const page = readNumber(c, 'page', 1, Number.MAX_SAFE_INTEGER);
    const limit = readNumber(c, 'limit', defaultPageSize, maxPageSize);
    const all = context.conversations.list({ userId: user.userToken.userId, agentId: agent.id });
    return c.json({
      data: all.slice((page - 1) * limit, page * limit),
      pagination: { page, limit, totalCount: all.length, totalPages: Math.ceil(all.length / limit) },
    });
  });

  routes.get('/conversations/:conversationId', c => {
    const agent = findPermittedAgent(c);
    const user = requireUser(c.req.raw);
    if (!user.ok) return user.response;
    const scope = { userId: user.userToken.userId, agentId: agent.id };
    const conversation = context.conversations.find(scope, c.req.param('conversationId'));
    if (conversation === undefined) throw new ApiError(404, 'Conversation not found');
    return c.json(conversation);
  });

  return routes;
}

async function answerFrom(
  context: ServiceContext,
  agent: Agent,
  caller: Caller,
  question: string,
): Promise<Message> {
  const parameters = searchParametersFor(question);
  if (parameters === undefined) {
    assertMaySearch(agent, caller);
    return askBack();
  }
  const query = { indexName: agent.indexName, parameters };
  const [allowed] = await allowQueries(context, caller, [query]);
  return answerQuestion(allowed!, parameters.query);
}

/** Reading conversations takes an API key that may search the agent's index; the user token says whose they are. */
function findPermittedAgent(c: Context): Agent {
  const caller = readCaller(c);
  const agent = findAgent(c);
  assertMaySearch(agent, caller);
  return agent;
}

function assertMaySearch({ indexName }: Agent, { apiKey, ...source }: Caller): void {
  const now = new Date();
  enforce(identifyKey(apiKey, now), { indexName, parameters: {}, ...source }, now);
}

function findAgent(c: Context): Agent {
  const agent = agents.find(({ id }) => id === c.req.param('agentId'));
  if (agent === undefined) throw new ApiError(404, 'Agent not found');
  return agent;
}

function readNumber(c: Context, name: string, fallback: number, max: number): number {
  const text = c.req.query(name);
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > max)
    throw new ApiError(422, `"${name}" must be an integer from 1 to ${max}`);
  return value;
}
