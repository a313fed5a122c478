import * as z from 'zod/mini';
import type { ApprovalDescriptor } from '../../../shared/api/copilot.ts';

const descriptorSchema: z.ZodMiniType<ApprovalDescriptor> = z.object({
  title: z.string(),
  service: z.nullable(z.string()),
  tokens: z.int(),
  isDestructive: z.boolean(),
});

/** What an approval request says about its cost; null when it says nothing that can be read. */
export function readApprovalDescriptor(descriptor: unknown): ApprovalDescriptor | null {
  const parsed = descriptorSchema.safeParse(descriptor);
  return parsed.success ? parsed.data : null;
}
