import { type ReactNode, useState } from 'react';
import { CodeBlock } from '../components/code-block.tsx';
import { JavaScriptCode } from '../components/javascript-code.tsx';
import { Tabs } from '../components/tabs.tsx';

export interface CodeSample {
  readonly runtime: string;
  readonly code: string;
  readonly note?: string | undefined;
}

export function CodeTabs({ samples }: { samples: readonly CodeSample[] }): ReactNode {
  const [selected, setSelected] = useState(samples[0]!.runtime);
  return (
    <Tabs
      label="Runtime"
      selected={selected}
      onSelect={setSelected}
      tabs={samples.map(({ runtime, code, note }) => ({
        id: runtime,
        label: runtime,
        content: (
          <>
            <CodeBlock text={code} what={`the code for ${runtime}`}>
              <JavaScriptCode code={code} />
            </CodeBlock>
            {note && <p className="quiet">{note}</p>}
          </>
        ),
      }))}
    />
  );
}
