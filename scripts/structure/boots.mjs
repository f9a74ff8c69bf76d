// How fast the numbers in ProcessGuids grow while a host is up.

/** Services take numbers in a burst when a host starts; rates are of what comes after it. Seconds. */
const BURST = 60;

export class Boots {
  #within;
  #processes = new Map();

  /** @param within - Seconds that may lie between records of one boot where no boot number tells. */
  constructor(within) {
    this.#within = within;
  }

  /** @param at - When it was seen, seconds since 1970. */
  see(guid, parts, at) {
    const known = this.#processes.get(guid);
    if (known) known.last = at;
    else this.#processes.set(guid, { ...parts, first: at, last: at });
  }

  /** Numbers a second, one of each process that started after the burst of its boot. */
  rates(isMeant) {
    const byMachine = new Map();
    for (const process of this.#processes.values()) {
      if (isMeant(process.form)) byMachine.set(process.machine, [...(byMachine.get(process.machine) ?? []), process]);
    }
    return [...byMachine.values()].flatMap((processes) => processes.flatMap((process) => this.#rate(process, processes)));
  }

  #rate({ number, start, ...process }, processes) {
    const known = processes.filter((other) => this.#isOneBoot(process, other));
    const began = Math.min(...known.map((other) => other.start));
    const burst = known.filter((other) => other.start - began <= BURST);
    const [last] = burst.sort((one, other) => other.number - one.number);
    const seconds = start - last.start;
    return seconds >= BURST && number > last.number ? [(number - last.number) / seconds] : [];
  }

  #isOneBoot(one, other) {
    if (one.boot !== other.boot) return false;
    return one.form === 'start key' || (one.first - other.last <= this.#within && other.first - one.last <= this.#within);
  }
}
