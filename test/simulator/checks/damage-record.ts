/** From one moment to another, reads may have shown what is not the ledger's. */
interface Doubt {
  readonly from: number;
  to: number;
}

/** What was done to the state of one account by somebody who is not the ledger. */
export function createDamageRecord() {
  const doubts: Doubt[] = [];
  let isDamaged = false;

  return {
    /**
     * @param misleads whether the state was taken away, or is well-formed and wrong; else its
     *   balance alone is no number, and whoever reads it knows
     */
    inflict(moment: number, misleads: boolean): void {
      isDamaged = true;
      if (misleads) doubts.push({ from: moment, to: Infinity });
    },
    /** Any write of the ledger's replaces the state as a whole. */
    mend(moment: number): void {
      isDamaged = false;
      for (const doubt of doubts) doubt.to = Math.min(doubt.to, moment);
    },
    isDamaged: () => isDamaged,
    isMisleading: () => doubts.at(-1)?.to === Infinity,
    wasMisleading: (from: number, to: number) =>
      doubts.some((doubt) => doubt.from <= to && doubt.to >= from),
  };
}
