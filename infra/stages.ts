import type { StageLiteral } from './config.ts';

/**
 * One literal for each deployment: `npm run deploy` takes `prod`, `npm run deploy -- -c stage=dev`
 * the other. `config.ts` says what each field means; `docs/deploy.md` shows them in use.
 */
export const stages: Readonly<Record<string, StageLiteral>> = {
  prod: {
    region: 'us-east-1',
    model: { provider: 'bedrock', modelId: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0' },
    overpassUrl: 'https://overpass-api.de/api/interpreter',
  },
  dev: {
    region: 'us-east-1',
    model: { provider: 'offline' },
    logRetentionDays: 14,
  },
};
