export const runbookPath = 'docs/runbook.md';

/** Where the article about an alarm stands. @param base of the runbook's page, if it has one */
export const runbookAddress = (base: string | undefined, alarm: string): string =>
  `${base ?? runbookPath}#${alarm}`;
