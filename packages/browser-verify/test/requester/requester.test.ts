import { describe, expect, test, vi } from 'vitest';
import { createKeyRequester, type Requester, type RequesterRequest } from '../../src/index.ts';
import { isKeyRefusal } from '../../src/requester/is-key-refusal.ts';
import { withApiKey } from '../../src/requester/with-api-key.ts';

const base: RequesterRequest = {
  method: 'POST',
  url: 'https://app-dsn.algolia.net/1/indexes/*/queries?x-algolia-agent=Algolia%20for%20JavaScript%20(5.64.0)%3B%20Lite&x-algolia-api-key=old&x-algolia-application-id=APP',
  headers: { accept: 'application/json', 'content-type': 'text/plain' },
  data: '{}',
  connectTimeout: 1000,
  responseTimeout: 2000,
};
// What a key can hold: "~" in a filter gives "+" in base64, padding gives "=".
const key = 'YWI+/2M9PQ==';

describe('the key of a request', () => {
  test('replaces the one in the query string, and leaves every other byte as it was', () => {
    const { url, headers } = withApiKey(base, key);
    expect(url).toBe(base.url.replace('api-key=old', 'api-key=YWI%2B%2F2M9PQ%3D%3D'));
    expect(new URL(url).searchParams.get('x-algolia-api-key')).toBe(key);
    expect(headers).toEqual(base.headers);
  });

  test.each(['x-algolia-api-key', 'X-Algolia-API-Key'])('replaces the one in the header %s', name => {
    const request = { ...base, url: 'https://h/1/x?a=b', headers: { ...base.headers, [name]: 'old' } };
    const changed = withApiKey(request, key);
    expect(changed.url).toBe(request.url);
    expect(changed.headers).toEqual({ ...base.headers, [name]: key });
    expect(request.headers).toHaveProperty([name], 'old');
  });

  test('replaces every one, in any position and in any letter case', () => {
    const url =
      'https://h/1/events?X-Algolia-API-Key=old+/=&a=b&x-algolia-api-key=older#x-algolia-api-key=fragment';
    expect(withApiKey({ ...base, url, headers: {} }, 'k').url).toBe(
      'https://h/1/events?X-Algolia-API-Key=k&a=b&x-algolia-api-key=k#x-algolia-api-key=fragment',
    );
  });

  test.each([
    ['https://h/1/x', 'https://h/1/x?x-algolia-api-key=k'],
    ['https://h/1/x?a=b', 'https://h/1/x?a=b&x-algolia-api-key=k'],
    ['https://h/1/x?not-x-algolia-api-key=b', 'https://h/1/x?not-x-algolia-api-key=b&x-algolia-api-key=k'],
  ])('is added to %s', (url, expected) => {
    expect(withApiKey({ ...base, url }, 'k').url).toBe(expected);
  });

  test('replacing a key by itself adds no second one', () => {
    expect(withApiKey(withApiKey(base, key), key).url).toBe(withApiKey(base, key).url);
  });
});

test.each([
  [400, '{"message":"\\"validUntil\\" parameter expired (less than current date)","status":400}', true],
  [400, '{"message":"Unknown parameter: validUntilExpired"}', false],
  [400, '{"message":"filters: Unexpected token"}', false],
  [403, '{"message":"Invalid Application-ID or API key","status":403}', true],
  [403, '{"message":"Invalid API key","status":403}', true],
  [403, '{"message":"Index not allowed with this API key","status":403}', false],
  [403, '{"message":"Method not allowed with this API key","status":403}', false],
  [403, '{"message":"Method not allowed with this referer","status":403}', false],
  [401, '', true],
  [200, '{"hits":[{"title":"Invalid API key"}]}', false],
  [404, 'Invalid API key', false],
  [429, '{"message":"Too Many Requests"}', false],
  [500, 'Invalid API key', false],
  [0, 'Network request failed', false],
])('%i %s is a refusal of the key: %s', (status, content, expected) => {
  expect(isKeyRefusal({ status, content })).toBe(expected);
});

describe('composition with the client’s own requester', () => {
  const source = (keys: string[]) => ({
    withCredential: async <Answer>(
      send: (credential: string) => Answer | Promise<Answer>,
      isRefusal: (answer: Answer) => boolean | Promise<boolean>,
    ): Promise<Answer> => {
      let answer = await send(keys.shift()!);
      if (await isRefusal(answer)) answer = await send(keys.shift()!);
      return answer;
    },
  });
  const ok = { status: 200, content: '{}', isTimedOut: false };
  const expired = { status: 400, content: '"validUntil" parameter expired', isTimedOut: false };

  test('it is called with the changed request and its answer comes back as it is', async () => {
    const send = vi.fn<Requester['send']>().mockResolvedValueOnce(expired).mockResolvedValueOnce(ok);
    const requester = createKeyRequester(source(['one', 'two']), { requester: { send } });
    expect(await requester.send(base)).toBe(ok);
    expect(send.mock.calls.map(([{ url }]) => new URL(url).searchParams.get('x-algolia-api-key'))).toEqual([
      'one',
      'two',
    ]);
    expect(send.mock.calls[1]![0]).toMatchObject({ data: '{}', connectTimeout: 1000, responseTimeout: 2000 });
  });

  test('streams are offered where it offers them, and repeated when they are refused', async () => {
    const stream = new ReadableStream<Uint8Array>();
    const refused = Object.assign(new Error('HTTP 403: {"message":"Invalid API key"}'), { status: 403 });
    const sendStream = vi.fn<NonNullable<Requester['sendStream']>>().mockRejectedValueOnce(refused);
    sendStream.mockResolvedValueOnce(stream);
    const requester = createKeyRequester(source(['one', 'two']), {
      requester: { send: vi.fn(), sendStream },
    });
    expect(await requester.sendStream!(base)).toBe(stream);
    expect(sendStream).toHaveBeenCalledTimes(2);
    expect(createKeyRequester(source([])).sendStream).toBeUndefined();
  });

  test.each([
    Object.assign(new Error('HTTP 429: slow down'), { status: 429 }),
    new TypeError('Failed to fetch'),
    'text',
    null,
  ])('a stream that fails for another reason fails as it did: %s', async fault => {
    const sendStream = vi.fn<NonNullable<Requester['sendStream']>>().mockRejectedValue(fault);
    const requester = createKeyRequester(source(['one', 'two']), {
      requester: { send: vi.fn(), sendStream },
    });
    await expect(requester.sendStream!(base)).rejects.toBe(fault);
    expect(sendStream).toHaveBeenCalledTimes(1);
  });
});
