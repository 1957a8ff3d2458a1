import { createTestApi, readingSuites } from '@forgekey/conformance';
import { test } from 'vitest';
import * as library from '../../src/index.ts';

readingSuites(createTestApi(test), library);
