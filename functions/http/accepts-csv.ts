import type { APIGatewayProxyEvent } from 'aws-lambda';

/** Media ranges that are read of one header. */
const rangeCount = 20;

/**
 * Whether a caller would rather have CSV than JSON. It has to be asked for by name: an Accept that
 * takes anything gets JSON.
 */
export function acceptsCsv({ headers }: APIGatewayProxyEvent): boolean {
  const name = Object.keys(headers ?? {}).find((key) => key.toLowerCase() === 'accept');
  const ranges = (name === undefined ? '' : (headers[name] ?? '')).split(',', rangeCount);
  const csv = weightOf('text/csv', ranges);
  return csv > 0 && csv > weightOf('application/json', ranges);
}

/** 0 to 1, as `q` says; 0 for a type that is not named. */
function weightOf(type: string, ranges: readonly string[]): number {
  for (const range of ranges) {
    const [found = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    if (found !== type) continue;
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    return weight === undefined ? 1 : Number(weight) || 0;
  }
  return 0;
}
