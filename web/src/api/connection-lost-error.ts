/**
 * The answer did not come, or not to its end. What was asked may have happened all the same, so
 * asking again must use the same ids.
 */
export class ConnectionLostError extends Error {
  override readonly name = 'ConnectionLostError';
}
