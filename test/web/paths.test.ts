import { describe, expect, it } from 'vitest';
import { type RouteName, routes } from '../../shared/routes.ts';
import { fillPath } from '../../web/src/api/fill-path.ts';
import { paths } from '../../web/src/api/paths.ts';

describe('paths', () => {
  it.each(Object.entries(paths))('%s is the address in the route table', (name, path) => {
    expect(path).toBe(routes[name as RouteName].path);
  });
});

describe('fillPath', () => {
  it('puts ids in their places', () => {
    expect(fillPath('/api/turns/{messageId}/stop', { messageId: 'm-1' })).toBe(
      '/api/turns/m-1/stop',
    );
  });

  it('keeps an id from changing the path', () => {
    expect(fillPath('/api/{id}', { id: '../me?x=1' })).toBe('/api/..%2Fme%3Fx%3D1');
  });

  it('refuses a missing id', () => {
    expect(() => fillPath('/api/{id}', {})).toThrow(RangeError);
  });
});
