import type { FalconRecords } from '../crowdstrike/falconRecords.js';
import { FormatError } from '../refuseImpossible.js';
import type { SensorFormats } from '../sensorFormats.js';
import type { SysmonRecords } from '../sysmon/sysmonRecords.js';
import { type BulkFormat, type BulkWriter, OF_FALCON, type Written } from './bulkWriter.js';

const OUTPUT_SIZE = 2 ** 20;

/** The same record by record, for a Node that cannot have the program: slower, with the same bytes. */
export class PlainWriter implements BulkWriter {
  readonly #outputs = [new Uint8Array(OUTPUT_SIZE), new Uint8Array(OUTPUT_SIZE)];
  #sysmon: SysmonRecords | undefined;
  #falcon: FalconRecords | undefined;
  #order: Uint32Array = new Uint32Array();

  open(formats: SensorFormats): BulkFormat {
    return { formats };
  }

  mustGrow(): boolean {
    return false;
  }

  take(sysmon: SysmonRecords, falcon: FalconRecords): void {
    this.#sysmon = sysmon;
    this.#falcon = falcon;
    this.#order = new Uint32Array();
  }

  order(order: Uint32Array): void {
    this.#order = order;
  }

  write({ formats }: BulkFormat, from: number, output: number): Written {
    const out = this.#outputs[output]!;
    const ends: number[] = [];
    let at = 0;
    for (let n = from; n < this.#order.length; n += 1) {
      const entry = this.#order[n]!;
      const ofFalcon = entry >= OF_FALCON;
      const i = ofFalcon ? entry - OF_FALCON : entry;
      const room = ofFalcon ? formats.falcon!.room(this.#falcon!, i) : formats.sysmon!.room(this.#sysmon!, i);
      if (at + room > out.length) break;
      at = ofFalcon ? formats.falcon!.write(this.#falcon!, i, out, at) : formats.sysmon!.write(this.#sysmon!, i, out, at);
      ends.push(at);
    }
    if (ends.length === 0 && from < this.#order.length) throw new FormatError('a record is longer than 1 MiB');
    return { bytes: out.subarray(0, at), ends: Uint32Array.from(ends) };
  }
}
