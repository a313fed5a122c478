/** A stream of chance that a seed decides: the same seed, the same run. */
export interface SeededRandom {
  /** Uniform in [0, 1). */
  next(): number;
  /** Whole, from `least` to `most`, both included. */
  between(least: number, most: number): number;
  chance(probability: number): boolean;
  /** One of a list that is not empty. */
  pick<Item>(items: readonly Item[]): Item;
  /** One of the names, each as often as its weight says. */
  pickWeighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name;
}

/** @param seed any whole number; neighbours give unrelated streams */
export function createSeededRandom(seed: number): SeededRandom {
  let counter = scramble(seed);

  const next = () => {
    // An odd constant near 2^32 divided by the golden ratio visits every 32-bit value once.
    counter = (counter + 0x9e3779b9) | 0;
    return (scramble(counter) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));

  function pick<Item>(items: readonly Item[]): Item {
    const item = items[between(0, items.length - 1)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  }

  function pickWeighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
    // The keys of a record by Name are Names.
    const names = Object.keys(weights) as Name[];
    let left = next() * names.reduce((sum, name) => sum + weights[name], 0);
    const found = names.find((name) => (left -= weights[name]) < 0);
    return found ?? pick(names);
  }

  return { next, between, chance: (probability) => next() < probability, pick, pickWeighted };
}

/** Turns neighbouring numbers into unrelated ones: each bit of the input moves half of the output. */
function scramble(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 16);
}
