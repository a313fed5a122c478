import { parseArgs } from 'node:util';
import * as z from 'zod';
import { idSchema } from '../../shared/api/primitives.ts';

export const auditUsage = `Verifies accounts from their first entry: sequence, sums, hashes, charges and the stored state.

  npm run audit -- [options]

  --account ID  verify this account; may be given more than once
  --all         verify all accounts (the default)
  --freeze      freeze accounts whose entries do not add up
  --unfreeze    unfreeze the named accounts, where they are sound
  --json        print one JSON document
  --help        print this

Without --freeze and --unfreeze nothing is written. It uses the product that runs on this
machine, or the table that TABLE_NAME and AWS_REGION name.
Exit code: 0 all sound, 1 something is wrong, 2 not everything could be verified.
`;

const optionsSchema = z
  .object({
    account: z.array(idSchema).default([]),
    all: z.boolean().default(false),
    freeze: z.boolean().default(false),
    unfreeze: z.boolean().default(false),
    json: z.boolean().default(false),
    help: z.boolean().default(false),
  })
  .refine(({ account, all }) => !all || account.length === 0, {
    message: 'Give --account or --all, not both.',
  })
  .refine(({ account, unfreeze }) => !unfreeze || account.length > 0, {
    // There may be other reasons for a freeze, so nobody lifts all of them at once.
    message: 'Name each account to --unfreeze by --account.',
  });

export type AuditOptions = z.infer<typeof optionsSchema>;

/** @throws Error saying what is wrong with the arguments */
export function readAuditOptions(commandArguments: readonly string[]): AuditOptions {
  const { values } = parseArgs({
    args: [...commandArguments],
    options: {
      account: { type: 'string', multiple: true },
      all: { type: 'boolean' },
      freeze: { type: 'boolean' },
      unfreeze: { type: 'boolean' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const parsed = optionsSchema.safeParse(values);
  if (parsed.success) return parsed.data;
  throw new Error(z.prettifyError(parsed.error));
}
