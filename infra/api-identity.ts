/** The REST API that methods are added to. It has none of its own: another stack makes it. */
export interface ApiIdentity {
  readonly restApiId: string;
  readonly rootResourceId: string;
}

/** Its only stage, so that CloudFront knows the address before the stage is there. */
export const apiStageName = 'live';
