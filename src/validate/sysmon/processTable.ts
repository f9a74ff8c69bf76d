/** What the records of a process have said. */
export interface Process {
  processId?: number;
  image?: string;
  user?: string;
  /** What Event 1 said. */
  start?: { readonly processId: number; readonly image: string | undefined; readonly user: string | undefined };
  /** UtcTime of Event 5, milliseconds since 1970. */
  endedAt?: number | undefined;
  connects?: boolean;
  saidImageCase?: boolean;
  saidStart?: boolean;
}

export interface KnownProcess {
  readonly computer: string;
  readonly guid: string;
  readonly process: Process;
}

/** The processes of all hosts of a capture; the oldest are forgotten when there are too many. */
export class ProcessTable {
  readonly #byHost = new Map<string, Map<string, Process>>();
  /** In the order in which they were first seen; those before `#first` are forgotten. */
  #order: KnownProcess[] = [];
  #first = 0;
  readonly #limit: number;
  readonly #onForget: () => void;

  constructor(limit: number, onForget: () => void) {
    this.#limit = Math.max(1, limit);
    this.#onForget = onForget;
  }

  get(computer: string, guid: string): Process {
    let processes = this.#byHost.get(computer);
    if (!processes) {
      processes = new Map();
      this.#byHost.set(computer, processes);
    }
    let process = processes.get(guid);
    if (!process) {
      process = {};
      processes.set(guid, process);
      this.#order.push({ computer, guid, process });
      if (this.#order.length - this.#first > this.#limit) this.#forgetOldest();
    }
    return process;
  }

  *entries(): Generator<KnownProcess> {
    for (let i = this.#first; i < this.#order.length; i += 1) yield this.#order[i]!;
  }

  #forgetOldest(): void {
    const { computer, guid } = this.#order[this.#first]!;
    const processes = this.#byHost.get(computer);
    processes?.delete(guid);
    if (processes?.size === 0) this.#byHost.delete(computer);
    this.#first += 1;
    if (this.#first > this.#limit) {
      this.#order = this.#order.slice(this.#first);
      this.#first = 0;
    }
    this.#onForget();
  }
}
