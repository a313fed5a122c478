/** An amount with its thousands apart: 7,500. */
export const formatNumber = (amount: number, locale: string): string =>
  new Intl.NumberFormat(locale).format(amount);

/** A change with its sign: +100, −1, 0. The minus is a real one, which lines up with the plus. */
export const formatChange = (amount: number, locale: string): string =>
  new Intl.NumberFormat(locale, { signDisplay: 'exceptZero' }).format(amount).replace('-', '−');

/** A duration as people say it: 0.4 s, 12 s. */
export function formatDuration(ms: number, locale: string): string {
  const seconds = ms / 1000;
  const digits = seconds < 10 ? 1 : 0;
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: digits, minimumFractionDigits: digits }).format(seconds)} s`;
}
