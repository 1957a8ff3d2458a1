import type { ParentApiKey } from '@forgekey/core';
import { useState } from 'react';
import { useMemory } from '../lib/memory.ts';
import { type ParameterPatch, useParameters } from '../lib/use-location.ts';
import { useNow } from '../lib/use-now.ts';
import { type FormReading, judgeForm, type RequestForm } from './judge-form.ts';

const noLimits: ParentApiKey = {};

/** The form, the ways to change it, and what comes of it. */
export interface UsedJudgement extends FormReading {
  readonly form: RequestForm;
  /** The name of the parent key whose limits count; empty where it is not known. */
  readonly parentName: string;
  /** Changes what stands in the link. */
  change(patch: ParameterPatch): void;
  setKey(key: string): void;
  setParentApiKey(parentApiKey: string): void;
  setLimits(limits: ParentApiKey): void;
}

export function useJudgement(): UsedJudgement {
  const clock = useNow();
  const [key, setKey] = useMemory('why.key', '');
  const [parentApiKey, setParentApiKey] = useState('');
  const [limits, setLimits] = useState(noLimits);
  const [shared, change] = useParameters();
  const form = {
    index: 'documents',
    params: '{\n  "query": ""\n}',
    ip: '127.0.0.1',
    referer: '',
    at: '',
    ...shared,
    key,
    parentApiKey,
  };
  return {
    ...judgeForm(form, limits, clock),
    form,
    parentName: shared.parent ?? '',
    change,
    setKey,
    setParentApiKey,
    setLimits,
  };
}
