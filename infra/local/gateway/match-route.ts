import type { Route, RouteName } from '../../../shared/routes.ts';

export type RouteTable = Readonly<Partial<Record<RouteName, Route>>>;

export interface RouteMatch {
  readonly name: RouteName;
  readonly route: Route;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/**
 * Finds the route of a request. A literal segment wins over a `{parameter}`. As in API Gateway, a
 * wrong method is told from a wrong address by nobody.
 */
export function matchRoute(
  table: RouteTable,
  method: string,
  pathname: string,
): RouteMatch | undefined {
  const candidates = Object.entries(table).flatMap(([name, route]) => {
    const pathParameters = route.method === method && matchPath(route.path, pathname);
    // Object.entries widens the keys of the table to string.
    return pathParameters ? [{ name: name as RouteName, route, pathParameters }] : [];
  });
  return candidates.toSorted((a, b) => countParameters(a) - countParameters(b))[0];
}

const countParameters = ({ pathParameters }: RouteMatch) => Object.keys(pathParameters).length;

function matchPath(pattern: string, pathname: string): Record<string, string> | undefined {
  const expected = pattern.split('/');
  const actual = pathname.split('/');
  if (expected.length !== actual.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, segment] of expected.entries()) {
    const value = actual[index] ?? '';
    const parameterName = /^\{(\w+)\}$/.exec(segment)?.[1];
    if (parameterName === undefined) {
      if (segment !== value) return undefined;
      continue;
    }
    const decoded = decodeSegment(value);
    if (!decoded) return undefined;
    parameters[parameterName] = decoded;
  }
  return parameters;
}

/** Undefined for an escape that is not UTF-8: nothing stands at such an address. */
function decodeSegment(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
