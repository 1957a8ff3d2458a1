/**
 * A server that gives each signed-in user a key and a token. `/me` answers only requests with a valid token.
 *
 *   export ALGOLIA_SEARCH_API_KEY=… ALGOLIA_SECRET_KEY=sk-alg-… ALGOLIA_KEY_ID=…
 *   deno run --allow-env=ALGOLIA_SEARCH_API_KEY,ALGOLIA_SECRET_KEY,ALGOLIA_KEY_ID,PORT --allow-net=127.0.0.1 examples/server.ts
 *
 *   curl http://127.0.0.1:8000/credentials?user=ann
 *   curl -H "X-Algolia-Secure-User-Token: $TOKEN" http://127.0.0.1:8000/me
 */
import {
  createCredentialGuard,
  createSecuredApiKeyGenerator,
  createSecuredUserTokenForger,
  filters,
  secretsFromEnvironment,
} from '../mod.ts';

const LIFETIME_SEC = 3600;

const { parentApiKey, secretKey, secretKeyId } = secretsFromEnvironment();
const keyFor = createSecuredApiKeyGenerator({ parentApiKey, restrictions: { restrictIndices: ['documents'] } });
const tokenFor = createSecuredUserTokenForger({ secretKey, secretKeyId, expiresIn: LIFETIME_SEC });
const guard = createCredentialGuard({ userToken: { secretKeys: { [secretKeyId]: secretKey } } });

/** In a real server the user comes from your session, never from the query. */
function credentials(user: string): Response {
  const validUntil = new Date(Date.now() + LIFETIME_SEC * 1000);
  return Response.json({
    securedApiKey: keyFor({ filters: filters`owner:${user}`, userToken: user, validUntil }),
    userToken: tokenFor(user),
  }, { headers: { 'cache-control': 'no-store' } });
}

function me(request: Request): Response {
  const result = guard(request);
  return result.ok ? Response.json({ userId: result.userToken.userId }) : result.response;
}

Deno.serve({ hostname: '127.0.0.1', port: Number(Deno.env.get('PORT') ?? 8000) }, (request) => {
  const { pathname, searchParams } = new URL(request.url);
  const user = searchParams.get('user');
  if (pathname === '/credentials' && user) return credentials(user);
  if (pathname === '/me') return me(request);
  return Response.json({ message: 'Not found', status: 404 }, { status: 404 });
});
