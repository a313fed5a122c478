import type { Found } from './found.ts';

const numberPattern =
  /(?<![\p{L}\p{N}.,])[$€]?\s?(-?\d{1,12}(?:,\d{3}){0,3}(?:\.\d{1,6})?)(?![\p{L}\p{N}])/gu;

/** Plain numbers and amounts: "100", "1,500.50", "$20". */
export interface FoundNumber extends Found<number> {
  /** Written as money: "$20". */
  readonly isMoney: boolean;
}

export const findNumbers = (text: string): readonly FoundNumber[] =>
  [...text.matchAll(numberPattern)].map((match) => ({
    value: Number((match[1] ?? '').replaceAll(',', '')),
    start: match.index,
    end: match.index + match[0].length,
    isMoney: /[$€]/.test(match[0]),
  }));
