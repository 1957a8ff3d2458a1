// Calls a handler that runs inside another server, such as Lambda, without a token and with one. Prints both answers.
const [file, token] = process.argv.slice(2);
const module = await import(file);

async function onLambda(request) {
  const { searchParams } = new URL(request.url);
  const { statusCode, headers, body } = await module.handler({
    rawQueryString: `${searchParams}`,
    headers: Object.fromEntries(request.headers),
  });
  return new Response(body, { status: statusCode, headers });
}

const handle = module.GET ?? module.default?.fetch ?? onLambda;
const answers = [];
for (const headers of [{}, { 'X-Algolia-Secure-User-Token': token }]) {
  const response = await handle(new Request('http://localhost/search-key', { headers }));
  const { status } = response;
  answers.push({ status, headers: Object.fromEntries(response.headers), body: await response.text() });
}
console.log(JSON.stringify(answers));
