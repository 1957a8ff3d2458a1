import type { MintingLibrary } from '../../library.ts';
import type { TestApi } from '../../test-api.ts';

const PARENT = '2640659426d5107b6e47d75db9cbaef8';
const VALID_UNTIL = 1_893_456_000;

/** Pitfalls: the remaining validity of a key. */
export function remainingValidity({ test, equal, refuses }: TestApi, library: MintingLibrary): void {
  /** A key that says what `queryString` says; no signature is looked at here. */
  const keyOf = (queryString: string): string => btoa('0'.repeat(64) + queryString);
  const remaining = (queryString: string, nowMs: number = (VALID_UNTIL - 60) * 1000): number =>
    library.getSecuredApiKeyRemainingValidity({ securedApiKey: keyOf(queryString), now: new Date(nowMs) });

  test('pitfall: validUntil= is found inside another parameter’s name or value', async () => {
    equal(remaining(`myvalidUntil=1&validUntil=${VALID_UNTIL}`), 60);
    equal(remaining(`validUntil=${VALID_UNTIL}&myvalidUntil=1`), 60);
    equal(remaining(`filters=validUntil%3D1&validUntil=${VALID_UNTIL}`), 60);
    equal(remaining(`userToken=validUntil=1&validUntil=${VALID_UNTIL}`), 60);
    await refuses(() => remaining(`xvalidUntil=${VALID_UNTIL}`), 'ERR_KEY_NO_EXPIRY');
    await refuses(() => remaining('userToken=%26validUntil%3D1'), 'ERR_KEY_NO_EXPIRY');
  });

  test('pitfall: a name in percent-encoding is not found', () => {
    equal(remaining(`valid%55ntil=${VALID_UNTIL}`), 60);
  });

  const ambiguous: Record<string, string> = {
    'the first of duplicates is taken': `validUntil=${VALID_UNTIL}&validUntil=9999999999`,
    'the last of duplicates is taken': `validUntil=9999999999&validUntil=${VALID_UNTIL}`,
    'fractions are cut': `validUntil=${VALID_UNTIL}.9`,
    'milliseconds are read as seconds': `validUntil=${VALID_UNTIL}000`,
    'digits past the tenth are cut': `validUntil=${VALID_UNTIL}0000`,
    'a word is read as no expiry': 'validUntil=never',
    'an empty time is read as no expiry': 'validUntil=',
    'a negative time is read without its sign': `validUntil=-${VALID_UNTIL}`,
  };
  for (const [name, queryString] of Object.entries(ambiguous)) {
    test(`pitfall: remaining validity, ${name}`, async () => {
      await refuses(() => remaining(queryString), 'ERR_KEY_AMBIGUOUS');
    });
  }

  test('pitfall: the clock is rounded, so that a dead key looks alive for half a second', () => {
    equal(remaining(`validUntil=${VALID_UNTIL}`, VALID_UNTIL * 1000), 0);
    equal(remaining(`validUntil=${VALID_UNTIL}`, VALID_UNTIL * 1000 + 1), -1);
    equal(remaining(`validUntil=${VALID_UNTIL}`, VALID_UNTIL * 1000 + 499), -1);
    equal(remaining(`validUntil=${VALID_UNTIL}`, VALID_UNTIL * 1000 - 1), 0);
    equal(remaining(`validUntil=${VALID_UNTIL}`, VALID_UNTIL * 1000 - 1001), 1);
  });

  test('pitfall: the absolute time is returned instead of the difference', () => {
    equal(remaining(`validUntil=${VALID_UNTIL}`, 0), VALID_UNTIL);
    equal(remaining(`validUntil=${VALID_UNTIL}.0`), 60);
  });

  test('pitfall: an expired key and a key without expiry give the same answer', async () => {
    equal(remaining(`validUntil=${VALID_UNTIL}`, (VALID_UNTIL + 3600) * 1000), -3600);
    await refuses(() => remaining('filters=a'), 'ERR_KEY_NO_EXPIRY');
    await refuses(() => remaining(''), 'ERR_KEY_NO_EXPIRY');
  });

  test('pitfall: an error message contains the decoded key', async () => {
    for (const queryString of ['filters=tenant%3Asecret-tenant', 'filters=secret-tenant&validUntil=x']) {
      const call = (): number => remaining(queryString);
      const error = await refuses(
        call,
        queryString.includes('Until') ? 'ERR_KEY_AMBIGUOUS' : 'ERR_KEY_NO_EXPIRY',
      );
      equal(error.message.includes('secret-tenant'), false);
      equal(error.message.includes(keyOf(queryString)), false);
    }
    const error = await refuses(
      () => library.getSecuredApiKeyRemainingValidity({ securedApiKey: 'secret-tenant-plain-key' }),
      'ERR_KEY_MALFORMED',
    );
    equal(error.message.includes('secret-tenant'), false);
  });

  test('drop-in: the key alone, as client 4.x takes it', () => {
    const key = library.generateSecuredApiKey(PARENT, { validUntil: Math.floor(Date.now() / 1000) + 100 });
    const seconds = library.getSecuredApiKeyRemainingValidity(key);
    equal(seconds >= 98 && seconds <= 100, true);
  });
}
