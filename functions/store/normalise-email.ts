/** One spelling for one address, so that case or spaces never make a second account or contact. */
export const normaliseEmail = (email: string): string => email.trim().toLowerCase();
