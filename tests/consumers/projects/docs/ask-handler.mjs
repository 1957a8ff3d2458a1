// Asks a handler that runs in another's server twice: without a token, and with one. Prints both answers.
const [file, token] = process.argv.slice(2);
const module = await import(file);

async function onLambda(request) {
  const { pathname, searchParams } = new URL(request.url);
  const headers = Object.fromEntries(request.headers);
  const { statusCode, body } = await module.handler({
    rawPath: pathname,
    rawQueryString: `${searchParams}`,
    headers,
  });
  return new Response(body, { status: statusCode });
}

const handle = module.GET ?? module.default?.fetch ?? onLambda;
const answers = [];
for (const headers of [{}, { 'X-Algolia-Secure-User-Token': token }]) {
  const response = await handle(new Request('http://localhost/search-key', { headers }));
  answers.push({ status: response.status, body: await response.text() });
}
console.log(JSON.stringify(answers));
