/** Where a stage keeps what its functions count, and what is counted from their log. */
export const metricNamespace = (stage: string): string => `MeteredCopilot/${stage}`;
