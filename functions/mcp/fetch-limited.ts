import { limitFetch } from '../limit-fetch.ts';

/** The largest answer that a server may send to one request. */
const responseBytes = 4 * 1024 * 1024;

export const fetchLimited = limitFetch(responseBytes);
