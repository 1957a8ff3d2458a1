import type { CredentialSource, CredentialState } from '../credential-source/types.ts';

/**
 * A source that is created when it is first used, and closed when its last owner is gone. React may render without mounting, and in
 * StrictMode it unmounts and mounts again. Neither may leave an open source behind, or close one that is still needed.
 */
export interface LazySource extends Omit<CredentialSource, 'close'> {
  /** Keeps the source open. Returns a function that gives it up: it then closes a moment later, unless it is retained again. */
  retain(): () => void;
}

/** How long a source that was opened by a render stays open for its component to be mounted. On a server, none ever is. */
const MOUNT_TIMEOUT_MS = 60_000;

const idle: CredentialState = Object.freeze({ status: 'idle' });

export function lazySource(create: () => CredentialSource): LazySource {
  let source: CredentialSource | undefined;
  let owners = 0;
  let wasMounted = false;
  const opened = (): CredentialSource => {
    if (source) return source;
    source = create();
    if (!wasMounted) {
      const timer = setTimeout(closeUnmounted, MOUNT_TIMEOUT_MS);
      // In Node, it would keep the process alive.
      (timer as { unref?(): void }).unref?.();
    }
    return source;
  };
  const closeUnmounted = (): void => {
    if (wasMounted) return;
    source?.close();
    source = undefined;
  };
  /** For a component that was hidden and is shown again. A late call by one that is gone must not open another source. */
  const reopened = (): CredentialSource => {
    if (source?.state.status === 'closed') source = undefined;
    return opened();
  };
  return {
    get state() {
      return source?.state ?? idle;
    },
    get: request => opened().get(request),
    renew: request => opened().renew(request),
    withCredential: (send, isRefusal, request) => opened().withCredential(send, isRefusal, request),
    subscribe: listener => reopened().subscribe(listener),
    retain() {
      owners++;
      wasMounted = true;
      reopened();
      return () => {
        owners--;
        setTimeout(() => owners === 0 && source?.close(), 0);
      };
    },
  };
}
