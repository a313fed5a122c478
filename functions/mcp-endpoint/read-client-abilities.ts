import { CLIENT_CAPABILITIES_META_KEY } from '@modelcontextprotocol/server';
import * as z from 'zod';

const kindSchema = z.looseObject({}).optional();
const envelopeSchema = z.looseObject({
  [CLIENT_CAPABILITIES_META_KEY]: z.looseObject({
    elicitation: z.looseObject({ form: kindSchema, url: kindSchema }).optional(),
  }),
});

/** What the endpoint may ask a client to ask its user. */
export interface ClientAbilities {
  readonly canShowForm: boolean;
  readonly canOpenUrl: boolean;
}

/**
 * Reads the capabilities that a client declared in the envelope of its request. A client of 2025 declares them
 * once for a session, which this endpoint does not keep: it is asked nothing.
 */
export function readClientAbilities(envelope: unknown): ClientAbilities {
  const read = envelopeSchema.safeParse(envelope).data;
  const elicitation = read?.[CLIENT_CAPABILITIES_META_KEY].elicitation;
  if (elicitation === undefined) return { canShowForm: false, canOpenUrl: false };
  const { form, url } = elicitation;
  // Before there were kinds, an empty object stood for forms.
  return { canShowForm: form !== undefined || url === undefined, canOpenUrl: url !== undefined };
}
