import { type ComponentType, lazy, type ReactNode, useEffect, useRef } from 'react';
import { CopyButton } from './components/copy-button.tsx';
import { ServiceBoundary } from './components/service-boundary.tsx';
import { ThemeToggle } from './components/theme-toggle.tsx';
import { printLocation, type ViewName } from './lib/page-location.ts';
import { linkTo, useLocation } from './lib/use-location.ts';

// Each view loads its own code: most of it is the search libraries of one, and the solver of proofs of another.
const SearchView = lazy(async () => ({ default: (await import('./search/search-view.tsx')).SearchView }));
const MintView = lazy(async () => ({ default: (await import('./mint/mint-view.tsx')).MintView }));
const InspectView = lazy(async () => ({ default: (await import('./inspect/inspect-view.tsx')).InspectView }));
const WhyView = lazy(async () => ({ default: (await import('./why/why-view.tsx')).WhyView }));
const LogView = lazy(async () => ({ default: (await import('./log/log-view.tsx')).LogView }));
const ProveView = lazy(async () => ({ default: (await import('./prove/prove-view.tsx')).ProveView }));

const repository = 'https://github.com/forgekey/forgekey';

interface View {
  readonly name: ViewName;
  /** In the navigation. */
  readonly label: string;
  readonly title: string;
  readonly lead: ReactNode;
  readonly content: ComponentType;
}

const views: readonly View[] = [
  {
    name: 'search',
    label: 'Search as',
    title: 'See what a secured key hides',
    lead: (
      <>
        A <b>secured API key</b> is a search key with filters signed into it; <b>forgekey</b> makes, checks
        and enforces such keys. Pick a person, and search with their key.
      </>
    ),
    content: SearchView,
  },
  {
    name: 'mint',
    label: 'Mint',
    title: 'Mint a credential',
    lead: 'Say what a key may see. The server signs it, with Node and with Deno; this page holds no secret.',
    content: MintView,
  },
  {
    name: 'inspect',
    label: 'Inspect',
    title: 'Inspect a credential',
    lead: 'Paste a key or a token from any client. This page reads it offline and sends it nowhere.',
    content: InspectView,
  },
  {
    name: 'why',
    label: 'Why refused',
    title: 'Why was it refused?',
    lead: 'Enter a key and a request: the page names the rule that refuses it, and the fix.',
    content: WhyView,
  },
  {
    name: 'prove',
    label: 'Prove',
    title: 'Prove what a key can never show',
    lead: 'Choose two people. The page proves that no search shows both the same record, or finds a record that both can see.',
    content: ProveView,
  },
  {
    name: 'log',
    label: 'Log',
    title: 'Request log',
    lead: 'Every request to this service as it arrives, from this page or any other client, with the reason for its answer.',
    content: LogView,
  },
];

const guides = [
  { label: 'Get started', file: 'README.md' },
  { label: 'This page', file: 'docs/playground.md' },
  { label: 'In the browser', file: 'docs/browser.md' },
  { label: 'Enforce keys', file: 'docs/enforcement.md' },
  { label: 'Filters', file: 'docs/filters.md' },
  { label: 'Errors', file: 'docs/errors.md' },
] as const;

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
          <a className="docs-link" href={`${repository}/tree/main/docs`}>
            Docs
          </a>
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
        <p>forgekey: secured API keys and user tokens on Node, Deno, Bun, Workers and in browsers.</p>
        <nav aria-label="Documentation">
          {guides.map(({ label, file }) => (
            <a key={file} href={`${repository}/blob/main/${file}`}>
              {label}
            </a>
          ))}
        </nav>
        <p>All data here is invented and stays on this machine. A link holds the form, never a key.</p>
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
