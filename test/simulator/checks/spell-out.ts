/** JSON, for the report of a failure; maps as objects. */
export const spellOut = (value: unknown): string =>
  JSON.stringify(value, (_name, member: unknown) =>
    member instanceof Map ? Object.fromEntries(member) : member,
  );
