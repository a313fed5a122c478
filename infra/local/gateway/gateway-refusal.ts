import { isAppError } from '../../../functions/app-error.ts';
import type { GatewayResponseType } from '../../../shared/gateway-responses.ts';

/** A request that the gateway answers by itself, as API Gateway would. */
export class GatewayRefusal extends Error {
  override readonly name = 'GatewayRefusal';
  readonly type: GatewayResponseType;
  /** What the authorizer said, as `authorizer.<name>`; headers may be made of it. */
  readonly context: Readonly<Record<string, string>>;

  constructor(
    type: GatewayResponseType,
    options: { context?: Readonly<Record<string, string>>; cause?: unknown } = {},
  ) {
    super(type, { cause: options.cause });
    this.type = type;
    this.context = options.context ?? {};
  }
}

/** What anything thrown in the gateway amounts to. An unknown error tells the caller nothing. */
export function toGatewayRefusal(cause: unknown): GatewayRefusal {
  if (cause instanceof GatewayRefusal) return cause;
  if (isAppError(cause, 'body_too_large'))
    return new GatewayRefusal('REQUEST_TOO_LARGE', { cause });
  if (isAppError(cause, 'timed_out')) return new GatewayRefusal('INTEGRATION_TIMEOUT', { cause });
  return new GatewayRefusal('DEFAULT_5XX', { cause });
}
