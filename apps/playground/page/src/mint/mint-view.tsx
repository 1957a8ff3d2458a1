import { lintRestrictions } from '@forgekey/core';
import { lazy, type ReactNode, Suspense, use, useState } from 'react';
import { Card } from '../components/card.tsx';
import { Tabs } from '../components/tabs.tsx';
import type { ViewParameters } from '../lib/page-location.ts';
import { loadCatalog } from '../lib/service.ts';
import { type ParameterPatch, useParameters } from '../lib/use-location.ts';
import { CodeTabs } from './code-tabs.tsx';
import { KeyForm } from './key-form.tsx';
import { KeyResult, SignedText } from './key-result.tsx';
import { keySamples } from './key-samples.ts';
import { defaultParameters, fieldName, readForm, restrictionsOf, tryToSerialize } from './mint-form.ts';
import { TokenPanel } from './token-panel.tsx';
import { useMinted } from './use-minted.ts';
import { WhatItOpens } from './what-it-opens.tsx';

/** With the solver of proofs, which the form does not wait for. */
const Confinements = lazy(async () => ({
  default: (await import('../prove/confinements.tsx')).Confinements,
}));

export function MintView(): ReactNode {
  const [parameters, change] = useParameters();
  return (
    <Tabs
      label="Which credential"
      selected={parameters.make ?? 'key'}
      onSelect={make => change({ make })}
      tabs={[
        { id: 'key', label: 'Secured API key', content: <KeyPanel /> },
        { id: 'token', label: 'Secured user token', content: <TokenPanel /> },
      ]}
    />
  );
}

function KeyPanel(): ReactNode {
  const catalog = use(loadCatalog());
  const [parameters, change] = useParameters();
  const [mintedAt, setMintedAt] = useState(() => new Date());
  const isUntouched = parameters.parent === undefined;
  const form = readForm(isUntouched ? { ...defaultParameters, ...parameters } : parameters);
  const restrictions = restrictionsOf(form, mintedAt);
  const limits = catalog.parents.find(({ name }) => name === form.parent)?.limits ?? {};
  const { queryParameters, maxQueriesPerIPPerHour = 0 } = limits;
  const findings = lintRestrictions(restrictions, {
    now: mintedAt,
    ...(queryParameters !== undefined && { parentQueryParameters: queryParameters }),
  });
  // The engine refuses every search with a filter that does not parse: such a key would be of no use.
  const isRefused = findings.some(({ code }) => code === 'LINT_FILTER_SYNTAX');
  const queryString = isRefused ? undefined : tryToSerialize(restrictions);
  const order = queryString === undefined ? undefined : { restrictions, parent: form.parent };
  const outcomes = useMinted(order, mintedAt.getTime());

  const apply = (patch: ParameterPatch): void => {
    setMintedAt(new Date());
    change(isUntouched ? { ...defaultParameters, ...patch } : patch);
  };
  const fill = (preset: ViewParameters): void => {
    const cleared = Object.keys({ ...defaultParameters, ...parameters }).filter(name =>
      name.startsWith('r.'),
    );
    apply({ ...Object.fromEntries(cleared.map(name => [name, undefined])), ...preset });
  };
  return (
    <div className="stack">
      <div className="split">
        <KeyForm
          form={form}
          findings={findings}
          catalog={catalog}
          onChange={apply}
          onText={(parameter, text) => apply({ [fieldName(parameter)]: text || undefined })}
          onPreset={fill}
        />
        <KeyResult
          form={form}
          restrictions={restrictions}
          queryString={queryString}
          outcomes={outcomes}
          findings={findings}
          onAgain={() => setMintedAt(new Date())}
        >
          {order && !(outcomes.node && 'refusal' in outcomes.node) && (
            <Card title="What it opens">
              {outcomes.node === undefined ? (
                <p className="quiet">Waiting for the key…</p>
              ) : (
                <WhatItOpens
                  key={form.parent}
                  securedApiKey={outcomes.node.minted.securedApiKey ?? ''}
                  catalog={catalog}
                  isCounted={maxQueriesPerIPPerHour > 0}
                />
              )}
            </Card>
          )}
        </KeyResult>
      </div>
      {queryString !== undefined && (
        <>
          <div className="split even">
            <Card title="What it can never show">
              <Suspense fallback={<p className="quiet">Proving…</p>}>
                <Confinements restrictions={restrictions} parent={limits} />
              </Suspense>
            </Card>
            <SignedText queryString={queryString} />
          </div>
          <Card title="The code">
            <CodeTabs samples={keySamples(restrictions, form.valid)} />
          </Card>
        </>
      )}
    </div>
  );
}
