import * as z from 'zod';
import { idSchema } from '../../shared/api/primitives.ts';

/**
 * What the meter and our own servers tell each other in the `_meta` of a call, besides
 * {@link idempotencyMetaKey}. Nothing of this is sent to, or believed from, a server elsewhere.
 */

/** With a call of a priced tool: the open hold that pays for it. */
export const chargeMetaKey = 'meteredcopilot/charge';
/** With a call: says whether it would be refused, and does nothing. */
export const precheckMetaKey = 'meteredcopilot/precheck';
/** With a result: units delivered, as a whole number; absent means all that were asked for. */
export const deliveredMetaKey = 'meteredcopilot/delivered';
/** With a result: id of the job that was started and owns the hold from now on. */
export const jobMetaKey = 'meteredcopilot/jobId';

const chargeMetaSchema = z.object({ accountId: idSchema, chargeId: z.string().min(1) });
export type ChargeMeta = z.infer<typeof chargeMetaSchema>;

const requestMetaSchema = z.looseObject({
  [chargeMetaKey]: chargeMetaSchema.optional(),
  [precheckMetaKey]: z.boolean().optional(),
});

const resultMetaSchema = z.looseObject({
  [deliveredMetaKey]: z.int().min(0).optional(),
  [jobMetaKey]: idSchema.optional(),
});

/** The hold that pays for a call, or undefined when none is named. */
export const readChargeMeta = (meta: unknown): ChargeMeta | undefined =>
  requestMetaSchema.safeParse(meta).data?.[chargeMetaKey];

/** Whether a call only asks if it would be refused. */
export const isPrecheck = (meta: unknown): boolean =>
  requestMetaSchema.safeParse(meta).data?.[precheckMetaKey] === true;

export interface Delivery {
  /** Absent: all units that were asked for. */
  readonly deliveredQuantity?: number | undefined;
  readonly jobId?: string | undefined;
}

/** What a result says was delivered; one of our servers that says it wrongly has a bug. */
export function readDelivery(meta: unknown): Delivery {
  if (meta === undefined) return {};
  const read = resultMetaSchema.parse(meta);
  return { deliveredQuantity: read[deliveredMetaKey], jobId: read[jobMetaKey] };
}
