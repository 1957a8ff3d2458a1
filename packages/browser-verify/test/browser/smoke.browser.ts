import { liteClient } from 'algoliasearch/lite';
import { expect, test } from 'vitest';

test('runs in a page', () => {
  expect(typeof document).toBe('object');
  expect(navigator.userAgent).toContain('Chrome');
  expect(typeof liteClient).toBe('function');
});
