import { AsyncLocalStorage } from 'node:async_hooks';

interface RequestContext {
  /** The correlation id of every log line and problem of one request. */
  readonly requestId: string;
}

const storage = new AsyncLocalStorage<RequestContext>();

/**
 * Binds the rest of the current asynchronous call to a request. Lambda runs one request at a
 * time; one machine runs many in a process, and each keeps its own id.
 */
export const enterRequest = (requestId: string): void => storage.enterWith({ requestId });

export const currentRequestId = (): string => storage.getStore()?.requestId ?? 'none';
