/** Where EventBridge and SQS are. */
export interface MessagingAddress {
  readonly region: string;
  /** Set on one machine only: what answers there in their place. */
  readonly endpoint?: string | undefined;
}

/** A call that hangs is given up; what it did or did not send is sent again. */
const timeouts = { connectionTimeout: 1_000, requestTimeout: 5_000, throwOnRequestTimeout: true };

/** Options of an AWS client for it. */
export const clientOptions = ({ region, endpoint }: MessagingAddress) => ({
  region,
  requestHandler: timeouts,
  ...(endpoint !== undefined && {
    endpoint,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  }),
});
