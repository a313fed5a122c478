import type { APIGatewayProxyEvent } from 'aws-lambda';

/** The different values of a header, however it is spelt; none for one that is empty. */
export function headerValues(
  { headers, multiValueHeaders }: Pick<APIGatewayProxyEvent, 'headers' | 'multiValueHeaders'>,
  name: string,
): readonly string[] {
  const values = new Set(
    [headers, multiValueHeaders].flatMap((group) =>
      Object.entries(group ?? {})
        .filter(([key]) => key.toLowerCase() === name)
        .flatMap(([, value]) => value ?? []),
    ),
  );
  values.delete('');
  return [...values];
}
