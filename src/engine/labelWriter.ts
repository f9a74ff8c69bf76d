import type { FalconRecords, SysmonRecords } from '../generators/index.js';
import type { Plan } from '../scenarios/plan.js';
import type { ChunkWriter } from './chunkWriter.js';
import { pinnedIds } from './formats.js';
import { falconLabel, type Label, sysmonLabel } from './labels.js';

/** Which records get a label. */
export type LabelChoice = 'scenario' | 'all' | 'none';

/** The output that a record has just been written to: its number is the last one there. */
interface Written {
  readonly format: string;
  readonly file: string;
  readonly records: number;
}

export interface LabelWriter {
  readonly count: number;
  /** @param flow - Its index. */
  wants(flow: number): boolean;
  sysmon(written: Written, records: SysmonRecords, i: number): Promise<void>;
  falcon(written: Written, records: FalconRecords, i: number): Promise<void>;
  endSlice(): Promise<void>;
  flush(): Promise<void>;
}

/** Writes labels as JSON, one per line, in the order in which their records are written. */
export function labelWriter(plan: Plan, writer: ChunkWriter, choice: LabelChoice): LabelWriter {
  const ids = pinnedIds(plan);
  const wanted = new Uint8Array(plan.flows.length);
  for (const { index, background } of plan.flows)
    wanted[index] = Number(choice === 'all' || (choice === 'scenario' && !background));
  let count = 0;
  const write = async (label: Label) => {
    const line = Buffer.from(`${JSON.stringify(label)}\n`, 'utf8');
    if (!writer.fits(line.length)) await writer.makeRoom(line.length);
    writer.buffer.set(line, writer.at);
    writer.advance(writer.at + line.length);
    count += 1;
  };
  const place = ({ format, file, records }: Written) => ({ format, file, record: records });
  return {
    get count() {
      return count;
    },
    wants: (flow) => wanted[flow] === 1,
    sysmon: (written, records, i) =>
      write(
        sysmonLabel(
          place(written),
          plan.flows.at(records.flow[i]!)!,
          records.side[i]!,
          records.recordId[i]!,
          records.keyLow[i]!,
          records.keyHigh[i]!,
        ),
      ),
    falcon: (written, records, i) => {
      const flow = plan.flows.at(records.flow[i]!)!;
      return write(
        falconLabel(
          place(written),
          flow,
          Math.floor(records.arrival[i]! / 1000),
          ids.get(flow.index),
          records.keyLow[i]!,
          records.keyHigh[i]!,
        ),
      );
    },
    async endSlice() {
      await writer.endSlice();
    },
    async flush() {
      await writer.flush();
    },
  };
}
