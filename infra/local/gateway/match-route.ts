import type { Route, RouteName } from '../../../shared/routes.ts';

export type RouteTable = Readonly<Partial<Record<RouteName, Route>>>;

export type RouteMatch =
  | {
      kind: 'found';
      name: RouteName;
      route: Route;
      pathParameters: Readonly<Record<string, string>>;
    }
  | { kind: 'wrong-method'; allowedMethods: readonly string[] }
  | { kind: 'not-found' };

/** Finds the route of a request. A literal segment wins over a `{parameter}`. */
export function matchRoute(table: RouteTable, method: string, pathname: string): RouteMatch {
  const candidates = Object.entries(table)
    .flatMap(([name, route]) => {
      const pathParameters = matchPath(route.path, pathname);
      // Object.entries widens the keys of the table to string.
      return pathParameters ? [{ name: name as RouteName, route, pathParameters }] : [];
    })
    .toSorted((a, b) => countParameters(a) - countParameters(b));
  const found = candidates.find((candidate) => candidate.route.method === method);
  if (found) return { kind: 'found', ...found };
  return candidates.length === 0
    ? { kind: 'not-found' }
    : {
        kind: 'wrong-method',
        allowedMethods: candidates.map((candidate) => candidate.route.method),
      };
}

const countParameters = (candidate: { pathParameters: object }) =>
  Object.keys(candidate.pathParameters).length;

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
