import type * as z from 'zod';
import type { Route } from '../shared/routes.ts';
import type { Principal } from './principal.ts';

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** What a signature can cover. */
export interface SignedRequest {
  /** The body as it was sent, before anybody read it. */
  readonly rawBody: string;
  /** A header's value, by any spelling of its name; undefined for none, and for different ones. */
  readonly header: (name: string) => string | undefined;
}

/** A request after the route table has checked it: all that an operation gets to see. */
export interface RouteRequest<R extends Route> {
  /** null on public routes only. */
  readonly principal: R['scope'] extends null ? null : Principal;
  readonly params: Parsed<R['params']>;
  readonly query: Parsed<R['query']>;
  readonly body: Parsed<R['body']>;
  /** Of the header, on routes that take one. */
  readonly idempotencyKey: R['takesIdempotencyKey'] extends true ? string : undefined;
  /** On routes whose sender signs. */
  readonly signed: R['isSigned'] extends true ? SignedRequest : undefined;
  /** What the answer will be written as, on routes that leave the choice. */
  readonly format: 'json' | 'csv';
  readonly requestId: string;
  /** Milliseconds until the platform ends the request. */
  readonly remainingMs: () => number;
}

/** What an operation answers: the value of the route's response schema. */
export type RouteAnswer<R extends Route> = R['response'] extends z.ZodType
  ? z.input<R['response']>
  : R['response'] extends 'events'
    ? ReadableStream<Uint8Array>
    : R['response'] extends 'redirect'
      ? Redirect
      : void;

/** Where a browser is sent. */
export interface Redirect {
  /** Absolute. */
  readonly location: string;
}

/** The answer of a route that takes a key: the first one again when the key was used before. */
export interface KeyedAnswer<Body> {
  readonly body: Body;
  readonly isReplay: boolean;
  /** The work goes on after this answer: 202. */
  readonly isAccepted?: boolean;
}

/** The business end of a route. */
export type Operation<R extends Route> = (
  request: RouteRequest<R>,
) => Promise<R['takesIdempotencyKey'] extends true ? KeyedAnswer<RouteAnswer<R>> : RouteAnswer<R>>;
