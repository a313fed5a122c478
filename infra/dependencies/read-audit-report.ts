import * as z from 'zod';

const severities = ['critical', 'high', 'moderate', 'low', 'info'] as const;

const advisorySchema = z.object({ title: z.string(), url: z.string().optional() });
const vulnerabilitySchema = z.object({
  name: z.string(),
  severity: z.enum(severities),
  range: z.string(),
  // A text names another package of this list, through which it is vulnerable.
  via: z.array(z.union([z.string(), advisorySchema])),
  fixAvailable: z.union([
    z.boolean(),
    z.object({ name: z.string(), version: z.string(), isSemVerMajor: z.boolean().optional() }),
  ]),
});
const reportSchema = z.object({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(z.string(), vulnerabilitySchema),
  metadata: z.object({ dependencies: z.object({ prod: z.int() }) }),
});
/** What npm prints in place of a report when the registry has no advisories to offer. */
const failureSchema = z.object({ message: z.string() });

export type Vulnerability = z.infer<typeof vulnerabilitySchema>;

export type AuditReport =
  | {
      readonly kind: 'answered';
      readonly dependencyCount: number;
      /** The worst first. */
      readonly vulnerabilities: readonly Vulnerability[];
    }
  /** Nobody has looked: that is not the same as nothing found. */
  | { readonly kind: 'not answered'; readonly reason: string };

/** Reads what `npm audit --json` printed. Never throws. */
export function readAuditReport(output: string): AuditReport {
  const printed = parseJson(output);
  const report = reportSchema.safeParse(printed);
  if (report.success) {
    const { vulnerabilities, metadata } = report.data;
    return {
      kind: 'answered',
      dependencyCount: metadata.dependencies.prod,
      vulnerabilities: Object.values(vulnerabilities).toSorted(
        (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity),
      ),
    };
  }
  const failure = failureSchema.safeParse(printed);
  const reason = failure.success ? failure.data.message : 'npm printed no report';
  return { kind: 'not answered', reason };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
