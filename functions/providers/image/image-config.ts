import * as z from 'zod';
import { reader, regionSchema } from '../../config.ts';

/** Who draws pictures; unless said, they are samples drawn here. */
const imageModelSchema = z.object({
  IMAGE_MODEL_PROVIDER: z.enum(['local', 'bedrock', 'openai-compatible']).default('local'),
  /** Required for every provider but `local`. */
  IMAGE_MODEL_ID: z
    .string()
    .regex(/^[\x21-\x7e]+$/)
    .optional(),
  /** For `openai-compatible`: for example https://images.example.com/v1 */
  IMAGE_MODEL_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  IMAGE_MODEL_API_KEY: z.string().optional(),
  AWS_REGION: regionSchema,
});

export const readImageModelConfig = reader(imageModelSchema);
export type ImageModelConfig = z.output<typeof imageModelSchema>;
