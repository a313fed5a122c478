/** The name of a part of one deployment: `metered-copilot-prod-table`. */
export const resourceName = (stage: string, part: string): string =>
  `metered-copilot-${stage}-${part}`;
