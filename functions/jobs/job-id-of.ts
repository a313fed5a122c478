/** One hold pays for one job, so each names the other. */
export const jobIdOf = (chargeId: string): string => `job_${chargeId}`;
