/** Choices that come out the same for the same seed (the generator is mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number of 32 bits. */
  uint32(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  /** A whole number from 0 and below `end`. */
  below(end: number): number {
    return this.uint32() % end;
  }

  /** One of several, the first ones far more often: people gather in few places. */
  popular<T>(list: readonly T[]): T {
    const share = this.uint32() / 2 ** 32;
    return at(list, Math.floor(list.length * share ** 4));
  }

  one<T>(list: readonly T[]): T {
    return at(list, this.below(list.length));
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  uuid(): string {
    const digits = Array.from({ length: 4 }, () => this.uint32().toString(16).padStart(8, '0')).join('');
    return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-7$3-8$4-$5');
  }
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) {
    throw new Error(`nothing to choose from: ${index} of ${list.length}`);
  }
  return found;
}
