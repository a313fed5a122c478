const stateList = `AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|
DE Delaware|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|
KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|
MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|
NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|
PA Pennsylvania|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|
VT Vermont|VA Virginia|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming|DC District of Columbia`;

interface UsState {
  readonly code: string;
  readonly name: string;
}

const states: readonly UsState[] = stateList.split('|').map((entry) => {
  const text = entry.trim();
  return { code: text.slice(0, 2), name: text.slice(3) };
});

/** A state of the USA by its name in any case, or by its code in capitals ("in" is not Indiana). */
export const findUsState = (text: string): UsState | null =>
  states.find(
    ({ code, name }) => code === text || name.toLowerCase() === text.toLowerCase().trim(),
  ) ?? null;
