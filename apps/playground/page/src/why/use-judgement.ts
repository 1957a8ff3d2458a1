import type { ParentApiKey } from '@forgekey/core';
import { useState } from 'react';
import { refusedExample } from '../lib/example-key.ts';
import { useMemory } from '../lib/memory.ts';
import { type ParameterPatch, useParameters } from '../lib/use-location.ts';
import { useNow } from '../lib/use-now.ts';
import { type FormReading, judgeForm, type RequestForm } from './judge-form.ts';
import { type ParentReading, readParentJson } from './read-parent-json.ts';

const noLimits: ParentApiKey = {};
const exampleParameters = { parent: refusedExample.parent, index: refusedExample.index };

/** The form, the functions that change it, and the result. */
export interface UsedJudgement extends FormReading {
  readonly form: RequestForm;
  /** The name of the parent key whose limits count; empty if it is not known. */
  readonly parentName: string;
  /** Changes the part of the form that is in the link. */
  change(patch: ParameterPatch): void;
  setKey(key: string): void;
  setParentApiKey(parentApiKey: string): void;
  setLimits(limits: ParentApiKey): void;
  /** The parent key as JSON. It overrides the chosen name, and is never in the link. */
  readonly parentJson: string;
  /** Why that JSON cannot be used. */
  readonly parentProblem: string | undefined;
  setParentJson(json: string): void;
  /** Fills the form with a request that is refused. */
  showExample(): void;
}

export function useJudgement(): UsedJudgement {
  const clock = useNow();
  const [shared, change] = useParameters();
  // A link is about a request with another key, so the example is shown only without a link.
  const hasLink = Object.keys(shared).length > 0;
  const [key, setKey] = useMemory<string>('why.key', hasLink ? '' : refusedExample.key);
  const isExample = !hasLink && key === refusedExample.key;
  const [parentApiKey, setParentApiKey] = useState('');
  const [limits, setLimits] = useState(noLimits);
  const [parentJson, setParentJson] = useMemory('why.parent', '');
  const parent: ParentReading = parentJson.trim() === '' ? { limits } : readParentJson(parentJson);
  const form = {
    index: isExample ? refusedExample.index : 'documents',
    params: '{\n  "query": ""\n}',
    ip: '127.0.0.1',
    referer: '',
    at: '',
    ...shared,
    key,
    parentApiKey,
  };
  // The JSON may contain the key itself, which then also checks the signature.
  const signer = parentApiKey || ('apiKey' in parent ? (parent.apiKey ?? '') : '');
  const showExample = (): void => {
    setKey(refusedExample.key);
    setParentJson('');
    change({ ...exampleParameters, params: undefined, at: undefined });
  };
  return {
    ...judgeForm({ ...form, parentApiKey: signer }, 'limits' in parent ? parent.limits : noLimits, clock),
    form,
    parentName: shared.parent ?? (isExample ? refusedExample.parent : ''),
    change: patch => change(isExample ? { ...exampleParameters, ...patch } : patch),
    setKey,
    setParentApiKey,
    setLimits,
    parentJson,
    parentProblem: 'problem' in parent ? parent.problem : undefined,
    setParentJson,
    showExample,
  };
}
