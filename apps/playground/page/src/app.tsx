import { type ReactNode, useEffect, useRef } from 'react';
import { CopyButton } from './components/copy-button.tsx';
import { ServiceBoundary } from './components/service-boundary.tsx';
import { ThemeToggle } from './components/theme-toggle.tsx';
import { InspectView } from './inspect/inspect-view.tsx';
import { printLocation, type ViewName } from './lib/page-location.ts';
import { linkTo, useLocation } from './lib/use-location.ts';
import { MintView } from './mint/mint-view.tsx';
import { SearchView } from './search/search-view.tsx';
import { WhyView } from './why/why-view.tsx';

const views: readonly {
  name: ViewName;
  label: string;
  title: string;
  lead: string;
  content: () => ReactNode;
}[] = [
  {
    name: 'search',
    label: 'Search as',
    title: 'Search as a person',
    lead: 'Pick a person. The server signs a key for them, this page searches with it, and the restriction holds.',
    content: SearchView,
  },
  {
    name: 'mint',
    label: 'Mint',
    title: 'Mint a credential',
    lead: 'Say what a key may see. Node and Deno sign it on the server; this page holds no secret and signs nothing.',
    content: MintView,
  },
  {
    name: 'inspect',
    label: 'Inspect',
    title: 'Inspect a credential',
    lead: 'Paste a key or a token of any client. It is read here, offline: nothing leaves this page.',
    content: InspectView,
  },
  {
    name: 'why',
    label: 'Why refused',
    title: 'Why was it refused?',
    lead: 'A key, an index, a request: the rule that refuses it, and what to change.',
    content: WhyView,
  },
];

export function App(): ReactNode {
  const location = useLocation();
  const view = views.find(({ name }) => name === location.view)!;
  const heading = useRef<HTMLHeadingElement>(null);
  const isFirst = useRef(true);

  useEffect(() => {
    document.title = `${view.label} · forgekey playground`;
    // The focus tells screen readers that the view changed.
    if (!isFirst.current) heading.current?.focus();
    isFirst.current = false;
  }, [view]);

  return (
    <>
      {/* A button: the address holds the state of the page, and a link to a place in it would replace that. */}
      <button type="button" className="skip-link" onClick={() => heading.current?.focus()}>
        Skip to the content
      </button>
      <header className="top-bar">
        <p className="brand">
          <Logo />
          forgekey <span>playground</span>
        </p>
        <nav aria-label="Views">
          {views.map(({ name, label }) => (
            <a
              key={name}
              href={name === view.name ? printLocation(location) : linkTo(name)}
              aria-current={name === view.name ? 'page' : undefined}
            >
              {label}
            </a>
          ))}
        </nav>
        <div className="top-actions">
          <CopyButton
            text={new URL(printLocation(location), window.location.href).href}
            label="Copy link"
            what="to this view, without any key"
          />
          <ThemeToggle />
        </div>
      </header>
      <main id="main">
        <div className="view-head">
          <h1 ref={heading} tabIndex={-1}>
            {view.title}
          </h1>
          <p>{view.lead}</p>
        </div>
        <ServiceBoundary key={view.name}>
          <view.content />
        </ServiceBoundary>
      </main>
      <footer className="foot">
        Everything here is invented and stays on this machine. Links hold the form, never a key.
      </footer>
    </>
  );
}

function Logo(): ReactNode {
  return (
    <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
      <rect width="32" height="32" rx="8" className="logo-ground" />
      <path d="M16 6l9 5v6c0 5-4 8-9 10-5-2-9-5-9-10v-6z" className="logo-line" />
      <circle cx="16" cy="14.5" r="2.6" className="logo-dot" />
      <path d="M16 16v6" className="logo-line" />
    </svg>
  );
}
