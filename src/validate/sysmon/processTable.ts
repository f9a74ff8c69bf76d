import { owned } from '../text/owned.js';

/** What Event 1 said of a process. */
export interface ProcessStart {
  readonly processId: number;
  readonly image: string | undefined;
  readonly user: string | undefined;
}

/** Whose processes are remembered: a host. */
export class ProcessOwner {
  readonly name: string;
  hasStarts = false;
  isForgotten = false;
  /** Where there is but one process, and where there are more: hosts of one process are many, and a map for each would be large. */
  only: Process | undefined = undefined;
  more: Map<string, Process> | undefined = undefined;

  constructor(name: string) {
    this.name = owned(name);
  }
}

/** What the records of a process have said. */
export class Process {
  processId = 0;
  image: string | undefined = undefined;
  user: string | undefined = undefined;
  start: ProcessStart | undefined = undefined;
  /** UtcTime of Event 5, milliseconds since 1970. */
  endedAt: number | undefined = undefined;
  connects = false;
  saidImageCase = false;
  saidStart = false;
  isForgotten = false;

  constructor(
    readonly owner: ProcessOwner,
    readonly guid: string,
  ) {}
}

/** The processes of all hosts of a capture; the oldest are forgotten when there are too many. */
export class ProcessTable {
  /** In the order in which they were first seen, in a ring: the oldest stands at `#next` once it is full. */
  readonly #ring: Process[] = [];
  #next = 0;
  readonly #limit: number;
  readonly #onForget: () => void;

  constructor(limit: number, onForget: () => void) {
    this.#limit = Math.max(1, limit);
    this.#onForget = onForget;
  }

  get(owner: ProcessOwner, guid: string): Process {
    const known = owner.only?.guid === guid ? owner.only : owner.more?.get(guid);
    if (known) return known;
    const process = new Process(owner, owned(guid));
    if (owner.more) owner.more.set(process.guid, process);
    else if (owner.only) {
      owner.more = new Map([owner.only, process].map((one) => [one.guid, one]));
      owner.only = undefined;
    } else owner.only = process;
    this.#add(process);
    return process;
  }

  *entries(): Generator<Process> {
    const { length } = this.#ring;
    for (let i = 0; i < length; i += 1) yield this.#ring[(this.#next + i) % length]!;
  }

  #add(process: Process): void {
    if (this.#ring.length < this.#limit) {
      this.#ring.push(process);
      return;
    }
    const oldest = this.#ring[this.#next]!;
    const { owner, guid } = oldest;
    oldest.isForgotten = true;
    if (owner.only?.guid === guid) owner.only = undefined;
    else owner.more?.delete(guid);
    this.#ring[this.#next] = process;
    this.#next = (this.#next + 1) % this.#limit;
    this.#onForget();
  }
}
