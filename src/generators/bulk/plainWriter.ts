import type { FalconRecords } from '../crowdstrike/falconRecords.js';
import { FormatError } from '../refuseImpossible.js';
import type { SensorFormats } from '../sensorFormats.js';
import type { SysmonRecords } from '../sysmon/sysmonRecords.js';
import { type BulkFormat, type BulkWriter, OF_FALCON, type Place, type Written } from './bulkWriter.js';
import { END_SIZE, MOST_RECORDS, OUTPUT_SIZE, putInto } from './outputs.js';

/** The same record by record, for a Node that cannot have the program: slower, with the same bytes. */
export class PlainWriter implements BulkWriter {
  /** Of each output, the bytes and behind them where its records end. */
  readonly #outputs: readonly SharedArrayBuffer[];
  #sysmon: SysmonRecords | undefined;
  #falcon: FalconRecords | undefined;
  #order: Uint32Array = new Uint32Array();

  constructor(outputs: number) {
    this.#outputs = Array.from({ length: outputs }, () => new SharedArrayBuffer(OUTPUT_SIZE + MOST_RECORDS * END_SIZE));
  }

  open(formats: SensorFormats): BulkFormat {
    return { formats };
  }

  take(sysmon: SysmonRecords, falcon: FalconRecords): void {
    this.#sysmon = sysmon;
    this.#falcon = falcon;
    this.#order = new Uint32Array();
  }

  order(order: Uint32Array): void {
    this.#order = order;
  }

  write({ formats }: BulkFormat, from: number, place: Place): Written {
    const output = this.#outputs[place.output]!;
    const out = new Uint8Array(output, place.at, OUTPUT_SIZE - place.at);
    const ends = new Uint32Array(output, OUTPUT_SIZE + place.records * END_SIZE, MOST_RECORDS - place.records);
    let at = 0;
    let count = 0;
    for (; from + count < this.#order.length && count < ends.length; count += 1) {
      const entry = this.#order[from + count]!;
      const ofFalcon = entry >= OF_FALCON;
      const i = ofFalcon ? entry - OF_FALCON : entry;
      const room = ofFalcon ? formats.falcon!.room(this.#falcon!, i) : formats.sysmon!.room(this.#sysmon!, i);
      if (at + room > out.length) break;
      at = ofFalcon ? formats.falcon!.write(this.#falcon!, i, out, at) : formats.sysmon!.write(this.#sysmon!, i, out, at);
      ends[count] = at;
    }
    if (count === 0 && place.at === 0 && from < this.#order.length) throw new FormatError('a record is longer than 1 MiB');
    return { bytes: out.subarray(0, at), ends: ends.subarray(0, count) };
  }

  put(bytes: Uint8Array, ends: ArrayLike<number>, place: Place): Written | undefined {
    return putInto(this.#outputs[place.output]!, { outputAt: 0, endsAt: OUTPUT_SIZE }, place, bytes, ends);
  }
}
