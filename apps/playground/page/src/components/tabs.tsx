import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';

export interface Tab {
  readonly id: string;
  readonly label: ReactNode;
  readonly content: ReactNode;
}

export interface TabsProps {
  label: string;
  tabs: readonly Tab[];
  selected: string;
  onSelect: (id: string) => void;
}

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** Tabs with one tab stop: the arrow keys move among them (WAI-ARIA Authoring Practices, tabs pattern). */
export function Tabs({ label, tabs, selected, onSelect }: TabsProps): ReactNode {
  const prefix = useId();
  const list = useRef<HTMLDivElement>(null);
  const current = tabs.find(tab => tab.id === selected) ?? tabs[0]!;

  const moveTo = (index: number): void => {
    const position = (index + tabs.length) % tabs.length;
    onSelect(tabs[position]!.id);
    list.current?.querySelectorAll('button')[position]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const index = tabs.indexOf(current);
    if (event.key in steps) moveTo(index + steps[event.key]!);
    else if (event.key === 'Home') moveTo(0);
    else if (event.key === 'End') moveTo(-1);
    else return;
    event.preventDefault();
  };

  return (
    <div className="tabs">
      <div className="tab-list" role="tablist" aria-label={label} ref={list} onKeyDown={onKeyDown}>
        {tabs.map(({ id, label }) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`${prefix}-tab-${id}`}
            aria-selected={id === current.id}
            aria-controls={`${prefix}-panel`}
            tabIndex={id === current.id ? 0 : -1}
            onClick={() => onSelect(id)}
          >
            {label}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${prefix}-panel`} aria-labelledby={`${prefix}-tab-${current.id}`}>
        {current.content}
      </div>
    </div>
  );
}
