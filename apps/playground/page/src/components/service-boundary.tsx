import { Component, type ReactNode, Suspense } from 'react';

interface Props {
  children: ReactNode;
}

interface State {
  error: Error | undefined;
}

/** Waits for what the service has to say before a view is shown, and offers another try where it says nothing. */
export class ServiceBoundary extends Component<Props, State> {
  override state: State = { error: undefined };

  static getDerivedStateFromError(error: Error): State {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) {
      return (
        <Suspense fallback={<p className="notice">Asking the local service …</p>}>
          {this.props.children}
        </Suspense>
      );
    }
    return (
      <div className="notice" role="alert">
        <p>{error.message}</p>
        <button type="button" className="button" onClick={() => this.setState({ error: undefined })}>
          Try again
        </button>
      </div>
    );
  }
}
