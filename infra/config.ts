import * as z from 'zod';
import { httpServerEntrySchema } from '../shared/server-entry.ts';
import { stages } from './stages.ts';

const hostNameSchema = z
  .string()
  .regex(/^(?=.{1,253}$)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+$/, 'must be a host name');

/** An issuer of its own in place of the user pool that is made otherwise. */
const signInSchema = z.strictObject({
  /** As it stands in the `iss` of its tokens. */
  issuer: z.url({ protocol: /^https$/ }),
  /** What the `aud` of its tokens must be. */
  audience: z.string().min(1),
  /** The pages' client there. Public: it signs in with PKCE and has no secret. */
  clientId: z.string().min(1),
  adminGroup: z.string().min(1).default('admins'),
});

const domainSchema = z.strictObject({
  hostName: hostNameSchema,
  /** In us-east-1, as CloudFront asks. */
  certificateArn: z.string().regex(/^arn:aws[\w-]*:acm:us-east-1:\d{12}:certificate\//),
  /** Of Route 53; without one, the operator points the name at the distribution. */
  hostedZone: z.strictObject({ id: z.string(), name: hostNameSchema }).optional(),
});

const modelSchema = z.discriminatedUnion('provider', [
  z.strictObject({ provider: z.literal('offline') }),
  z.strictObject({
    provider: z.literal('bedrock'),
    /** A model or an inference profile that the account has access to. */
    modelId: z.string().min(1),
  }),
  z.strictObject({
    provider: z.literal('openai-compatible'),
    modelId: z.string().min(1),
    /** Its key, if it takes one, stands in the stage's secret as MODEL_API_KEY. */
    baseUrl: z.url({ protocol: /^https$/ }),
  }),
]);

/** Who draws pictures; `local` draws samples, which say so. */
const imageModelSchema = z.discriminatedUnion('provider', [
  z.strictObject({ provider: z.literal('local') }),
  z.strictObject({
    provider: z.literal('bedrock'),
    /** A model that the account has access to in the region of the stage. */
    modelId: z.string().min(1),
  }),
  z.strictObject({
    provider: z.literal('openai-compatible'),
    modelId: z.string().min(1),
    /** Its key, if it takes one, stands in the stage's secret as IMAGE_MODEL_API_KEY. */
    baseUrl: z.url({ protocol: /^https$/ }),
  }),
]);

/** What may differ between one deployment and another; everything else stands in the code. */
const stageSchema = z.strictObject({
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/),
  model: modelSchema,
  imageModel: imageModelSchema.default({ provider: 'local' }),
  signIn: signInSchema.optional(),
  /** MCP servers besides those that everybody can connect. */
  servers: z.array(httpServerEntrySchema).max(20).default([]),
  /** An Overpass server for businesses of OpenStreetMap; without one they are samples. */
  overpassUrl: z.url({ protocol: /^https$/ }).optional(),
  domain: domainSchema.optional(),
  /** Where alarms are sent; without it they only show in the console. */
  alarmEmail: z.email().optional(),
  /** Where `docs/runbook.md` can be read, for the links in alarms; without it they name the file. */
  runbookUrl: z.url({ protocol: /^https$/ }).optional(),
  /** A web application firewall in front of everything: managed rules, and so many requests of one address. */
  firewall: z
    .strictObject({ requestsPerAddressPerFiveMinutes: z.int().min(100).max(20_000_000) })
    .optional(),
  /** Of all callers together; beyond it API Gateway answers 429. */
  requestsPerSecond: z.int().min(1).max(10_000).default(500),
  requestBurst: z.int().min(1).max(5_000).default(1_000),
  /** The part of all accounts that the nightly audit verifies. */
  auditSampleShare: z.number().min(0).max(1).default(1),
  logRetentionDays: z
    .union([z.literal(14), z.literal(30), z.literal(90), z.literal(365)])
    .default(30),
});

export type StageConfig = z.output<typeof stageSchema> & {
  /** The name of the stage: `prod`. */
  readonly stage: string;
};
/** As it is written down in `stages.ts`. */
export type StageLiteral = z.input<typeof stageSchema>;

/** @throws Error naming the stages there are, or what is wrong with this one */
export function readStageConfig(stage: string): StageConfig {
  const literal: StageLiteral | undefined = stages[stage];
  if (!literal) {
    throw new Error(
      `There is no stage "${stage}" in infra/stages.ts: ${Object.keys(stages).join(', ')}.`,
    );
  }
  const parsed = stageSchema.safeParse(literal);
  if (parsed.success) return { stage, ...parsed.data };
  throw new Error(`Stage "${stage}" in infra/stages.ts:\n${z.prettifyError(parsed.error)}`);
}
