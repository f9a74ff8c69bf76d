import {
  type BulkWriter,
  createFalconRecords,
  createSysmonRecords,
  type FalconRecords,
  OF_FALCON,
  openBulkWriter,
  type SensorFormats,
  type SysmonRecords,
} from '../../src/generators/index.js';

const shared: BulkWriter[] = [];

/** Tables of templates are for good, so a writer is used for some formats only. */
function writerFor(flows: number): BulkWriter {
  const spent = shared[0];
  if (flows > 16 || !spent || uses >= 500) {
    uses = 0;
    const fresh = openBulkWriter(2);
    if (flows <= 16) shared[0] = fresh;
    return fresh;
  }
  uses += 1;
  return spent;
}
let uses = 0;

/** Where a bulk writer puts the records of both sensors, Sysmon's first; or in an order. @returns The text of each. */
export function writtenInBulk(
  formats: SensorFormats,
  flows: number,
  given: { readonly sysmon?: SysmonRecords; readonly falcon?: FalconRecords },
  order?: readonly number[],
  writer: BulkWriter = writerFor(flows),
): string[] {
  const { sysmon = createSysmonRecords(), falcon = createFalconRecords() } = given;
  const format = writer.open(formats, flows);
  writer.take(sysmon, falcon);
  const all = [
    ...Array.from({ length: sysmon.length }, (_, i) => i),
    ...Array.from({ length: falcon.length }, (_, i) => i + OF_FALCON),
  ];
  const wanted = order ?? all;
  writer.order(Uint32Array.from(wanted));
  const texts: string[] = [];
  for (let output = 0; texts.length < wanted.length; output = 1 - output) {
    const { bytes, ends } = writer.write(format, texts.length, { output, at: 0, records: 0 });
    let start = 0;
    for (const end of ends) {
      texts.push(Buffer.from(bytes.subarray(start, end)).toString('utf8'));
      start = end;
    }
  }
  return texts;
}
