/** What the records of a sensor have said. After a contradiction the newer word counts. */
export interface Sensor {
  readonly agent: string;
  customer?: string;
  platform?: string;
  /** Stands for the sensor and its customer where records are told apart. */
  owner: number;
  hasStarts: boolean;
  readonly processes: Map<string, Process>;
}

/** Times are milliseconds since 1970, `NaN` where unknown. */
export interface Process {
  started: boolean;
  start: number;
  end: number;
  connects: boolean;
}

interface Known {
  readonly sensor: Sensor;
  readonly id: string;
  readonly process: Process;
}

/** The processes of all sensors of a capture; the oldest are forgotten when there are too many. */
export class ProcessTable {
  /** In the order in which they were first seen; those before `#first` are forgotten. */
  #order: Known[] = [];
  #first = 0;
  readonly #limit: number;
  readonly #onForget: () => void;

  constructor(limit: number, onForget: () => void) {
    this.#limit = Math.max(1, limit);
    this.#onForget = onForget;
  }

  get(sensor: Sensor, id: string): Process {
    let process = sensor.processes.get(id);
    if (!process) {
      process = { started: false, start: Number.NaN, end: Number.NaN, connects: false };
      sensor.processes.set(id, process);
      this.#order.push({ sensor, id, process });
      if (this.#order.length - this.#first > this.#limit) this.#forgetOldest();
    }
    return process;
  }

  *entries(): Generator<Known> {
    for (let i = this.#first; i < this.#order.length; i += 1) yield this.#order[i]!;
  }

  #forgetOldest(): void {
    const { sensor, id } = this.#order[this.#first]!;
    sensor.processes.delete(id);
    this.#first += 1;
    if (this.#first > this.#limit) {
      this.#order = this.#order.slice(this.#first);
      this.#first = 0;
    }
    this.#onForget();
  }
}
