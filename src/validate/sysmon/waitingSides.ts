import { type Address, sameAddress } from '../text/address.js';

const WAYS = 4;
/** Sets of places, at first and at most: a partner comes within seconds or never. */
const [FEW_SETS, MOST_SETS] = [1 << 7, 1 << 12];
/** Stands where nobody waits. */
const NOBODY = 0;

const [INITIATED, REPEATED] = [1, 2];
const NUMBERS = 3;

/** A connection, whichever side speaks of it. */
export interface Flow {
  readonly initiator: Address;
  readonly acceptor: Address;
  /** Of the initiator and of the acceptor, as one number. */
  readonly ports: number;
}

/** Whose side it is. */
export interface FlowHost {
  readonly name: string;
  /** Of the hosts of a capture no two have the same. */
  readonly index: number;
}

/** What one side said of it. */
export interface Side extends Flow {
  readonly host: FlowHost;
  readonly initiated: boolean;
  /** Milliseconds since 1970, by the trace clock of the host. */
  readonly at: number;
  /** Whether this side has told of such a connection before, of which nobody has told the other side. */
  readonly isRepeated: boolean;
}

/** A side whose other side has come. */
export interface WaitedSide extends Side {
  /** How many others have begun to wait since. */
  readonly waited: number;
}

/**
 * Sides of connections that wait for the other, by their flow. Most wait in vain, so they stand in columns, without an object for any, and to
 * forget them is no work: a side has four places that it may stand in, which are taken in turns when none is free.
 */
export class WaitingSides {
  #sets = FEW_SETS;
  #tags = new Int32Array(FEW_SETS * WAYS).fill(NOBODY);
  /** Per set: which of its places is taken next. */
  #turns = new Uint8Array(FEW_SETS);
  /** Per place: {@link INITIATED} and {@link REPEATED}. */
  #flags = new Uint8Array(FEW_SETS * WAYS);
  /** Per place: ports, the time, and how many had been added before. */
  #numbers = new Float64Array(FEW_SETS * WAYS * NUMBERS);
  /** Per place: initiator, acceptor. */
  #addresses = emptyList<Address>(FEW_SETS * WAYS * 2);
  #hosts = emptyList<FlowHost>(FEW_SETS * WAYS);
  /** How many more are added before there are more places. */
  #left = FEW_SETS;
  #added = 0;

  /** @returns Who waits on this connection, and waits no longer. */
  take({ initiator, acceptor, ports }: Flow): WaitedSide | undefined {
    const tag = tagOf(initiator, acceptor, ports);
    const first = this.#setOf(tag) * WAYS;
    for (let place = first; place < first + WAYS; place += 1) {
      if (this.#tags[place] !== tag || this.#numbers[place * NUMBERS] !== ports) continue;
      if (!sameAddress(this.#addresses[place * 2]!, initiator) || !sameAddress(this.#addresses[place * 2 + 1]!, acceptor))
        continue;
      const side = this.#side(place);
      this.#tags[place] = NOBODY;
      return side;
    }
    return undefined;
  }

  add(side: Side): void {
    if (this.#sets < MOST_SETS) {
      if (this.#left === 0) this.#grow();
      this.#left -= 1;
    }
    this.#added += 1;
    this.#put(side, this.#added);
  }

  #side(place: number): WaitedSide {
    return {
      initiator: this.#addresses[place * 2]!,
      acceptor: this.#addresses[place * 2 + 1]!,
      ports: this.#numbers[place * NUMBERS]!,
      at: this.#numbers[place * NUMBERS + 1]!,
      waited: this.#added - this.#numbers[place * NUMBERS + 2]!,
      initiated: (this.#flags[place]! & INITIATED) !== 0,
      isRepeated: (this.#flags[place]! & REPEATED) !== 0,
      host: this.#hosts[place]!,
    };
  }

  #put({ initiator, acceptor, ports, host, initiated, at, isRepeated }: Side, added: number): void {
    const tag = tagOf(initiator, acceptor, ports);
    const place = this.#placeIn(this.#setOf(tag));
    this.#tags[place] = tag;
    this.#flags[place] = (initiated ? INITIATED : 0) | (isRepeated ? REPEATED : 0);
    this.#numbers[place * NUMBERS] = ports;
    this.#numbers[place * NUMBERS + 1] = at;
    this.#numbers[place * NUMBERS + 2] = added;
    this.#addresses[place * 2] = initiator;
    this.#addresses[place * 2 + 1] = acceptor;
    this.#hosts[place] = host;
  }

  /** A free place, or that whose turn it is. */
  #placeIn(set: number): number {
    for (let way = 0; way < WAYS; way += 1) if (this.#tags[set * WAYS + way] === NOBODY) return set * WAYS + way;
    const turn = this.#turns[set]!;
    this.#turns[set] = (turn + 1) % WAYS;
    return set * WAYS + turn;
  }

  #setOf(tag: number): number {
    return (tag >>> 1) & (this.#sets - 1);
  }

  #grow(): void {
    const sides: WaitedSide[] = [];
    for (let place = 0; place < this.#tags.length; place += 1) if (this.#tags[place] !== NOBODY) sides.push(this.#side(place));
    this.#sets = MOST_SETS;
    const places = this.#sets * WAYS;
    this.#tags = new Int32Array(places).fill(NOBODY);
    this.#turns = new Uint8Array(this.#sets);
    this.#flags = new Uint8Array(places);
    this.#numbers = new Float64Array(places * NUMBERS);
    this.#addresses = emptyList(places * 2);
    this.#hosts = emptyList(places);
    for (const side of sides) this.#put(side, this.#added - side.waited);
  }
}

/** A list that is filled in any order. */
function emptyList<T>(length: number): (T | undefined)[] {
  return new Array<T | undefined>(length).fill(undefined);
}

/** 31 bits of which the lowest is set. Who finds something under a tag compares the flow. */
function tagOf(initiator: Address, acceptor: Address, ports: number): number {
  // The finish of MurmurHash 3.
  let hash = Math.imul(initiator.hash, 31) ^ acceptor.hash ^ (ports | 0);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) & 0x7fffffff) | 1;
}
