/** Puts ids into the `{names}` of a path; what they contain cannot change the path's shape. */
export function fillPath(path: string, ids: Readonly<Record<string, string>>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const id = ids[name];
    if (id === undefined) throw new RangeError(`the path ${path} needs ${name}`);
    return encodeURIComponent(id);
  });
}
