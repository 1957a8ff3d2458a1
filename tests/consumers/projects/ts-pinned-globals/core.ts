// No DOM, no Node: the declarations of core name nothing that a runtime would have to declare.
import * as core from '@forgekey/core';
import * as bind from '@forgekey/core/bind';

export const key: string = core.generateSecuredApiKey('a-parent-key', { filters: 'a:b' });
export const bound: ReturnType<typeof bind.bindCredentials> = bind.bindCredentials(bind.nobleHmacSha256);
