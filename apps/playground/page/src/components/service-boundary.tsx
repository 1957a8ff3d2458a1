import { Component, type ReactNode, Suspense } from 'react';
import { forgetCatalog, refusalOf } from '../lib/service.ts';

interface Props {
  children: ReactNode;
}

interface State {
  error: Error | undefined;
}

/** Shows a view once the service has answered. If it does not answer, it says why, with a button that tries again. */
export class ServiceBoundary extends Component<Props, State> {
  override state: State = { error: undefined };

  static getDerivedStateFromError(error: Error): State {
    return { error };
  }

  readonly #tryAgain = (): void => {
    forgetCatalog();
    this.setState({ error: undefined });
  };

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) {
      return (
        <Suspense fallback={<p className="notice">Waiting for the local service…</p>}>
          {this.props.children}
        </Suspense>
      );
    }
    const { status, message } = refusalOf(error);
    return (
      <div className="notice" role="alert">
        <p>{message}</p>
        {status === 403 && <OtherHost />}
        <button type="button" className="button" onClick={this.#tryAgain}>
          Try again
        </button>
      </div>
    );
  }
}

/** The service signs keys only for pages of this machine. It refuses a page that was opened under another host name. */
function OtherHost(): ReactNode {
  const { host, hostname, port, pathname, hash } = window.location;
  const local = `http://localhost:${port}${pathname}${hash}`;
  return (
    <p>
      This page was opened at <code>{host}</code>. The playground signs keys for anyone who can reach it, so
      it only answers pages opened as <code>localhost</code>.{' '}
      {hostname !== 'localhost' && <a href={local}>Open it at {local}</a>}
    </p>
  );
}
