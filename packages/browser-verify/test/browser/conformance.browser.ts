import * as library from '@forgekey/browser-verify';
import { createTestApi, readingSuites } from '@forgekey/conformance';
import { test } from 'vitest';

readingSuites(createTestApi(test), library);
