import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlainWriter } from '../../src/generators/bulk/plainWriter.js';
import { FORMAT_IDS, formats, OF_FALCON, openBulkWriter, sensorFormats } from '../../src/generators/index.js';
import type { Flow } from '../../src/model/flow.js';
import { falconDrafts, falconFlows, falconRecordsOf } from '../support/expectedIp6.js';
import { tries } from '../support/soak.js';
import { sides, sysmonDrafts, sysmonFlows, sysmonRecordsOf } from '../support/sysmonDrafts.js';
import { writeRecord } from '../support/writeRecord.js';
import { writtenInBulk } from '../support/writtenInBulk.js';

/** Flows of an office whose texts no cache has room for. */
const LARGE_OFFICE = 300_000;

const some = <T>(arbitrary: fc.Arbitrary<T>, maxLength: number) => fc.array(arbitrary, { minLength: 1, maxLength });

/** Flows that both sensors can have records of, and records of both with flows among them. */
const both = fc
  .record({
    flows: some(
      falconFlows.filter(
        ({ initiator, protocol }) => [6, 17].includes(protocol) && ['windows', 'linux'].includes(initiator.host!.os.platform),
      ),
      4,
    ),
    sysmon: some(fc.tuple(fc.nat(3), sides, sysmonDrafts), 10),
    falcon: some(fc.tuple(fc.nat(3), falconDrafts), 10),
    shuffle: fc.array(fc.nat(1000), { minLength: 20, maxLength: 20 }),
  })
  .map(({ flows, sysmon, falcon, shuffle }) => ({
    flows,
    sysmon: sysmonRecordsOf(sysmon.map(([flow, side, draft]) => ({ flow: flow % flows.length, side, ...draft }))),
    falcon: falconRecordsOf(falcon.map(([flow, draft]) => ({ flow: flow % flows.length, ...draft }))),
    shuffle,
  }));

describe.each(FORMAT_IDS)('%s in bulk', (id) => {
  it('is what each record is alone, in any order and of both sensors', () => {
    fc.assert(
      fc.property(both, ({ flows, sysmon, falcon, shuffle }) => {
        const opened = sensorFormats(formats[id], flows);
        const entries = [
          ...(opened.sysmon ? Array.from({ length: sysmon.length }, (_, i) => i) : []),
          ...(opened.falcon ? Array.from({ length: falcon.length }, (_, i) => i + OF_FALCON) : []),
        ];
        const order = entries
          .map((entry, n) => ({ entry, by: shuffle[n]! }))
          .sort((a, b) => a.by - b.by)
          .map(({ entry }) => entry);
        const alone = order.map((entry) =>
          entry >= OF_FALCON
            ? writeRecord(opened.falcon!, falcon, entry - OF_FALCON)
            : writeRecord(opened.sysmon!, sysmon, entry),
        );
        expect(writtenInBulk(opened, flows.length, { sysmon, falcon }, order)).toEqual(alone);
        expect(writtenInBulk(opened, flows.length, { sysmon, falcon }, order, new PlainWriter(2))).toEqual(alone);
        // Of some of them in their order the same.
        const half = order.filter((_, n) => n % 2 === 0);
        expect(writtenInBulk(opened, flows.length, { sysmon, falcon }, half)).toEqual(alone.filter((_, n) => n % 2 === 0));
      }),
      tries(60),
    );
  });

  it('is the same in a large office, where texts are fetched ahead', () => {
    fc.assert(
      fc.property(both, ({ flows, sysmon, falcon }) => {
        const opened = sensorFormats(formats[id], flows);
        const records = { ...(opened.sysmon && { sysmon }), ...(opened.falcon && { falcon }) };
        expect(writtenInBulk(opened, LARGE_OFFICE, records)).toEqual(writtenInBulk(opened, flows.length, records));
      }),
      tries(10),
    );
  });
});

/** The beginning of an output. */
const whole = (output: number) => ({ output, at: 0, records: 0 });

describe('a bulk writer', () => {
  const [flow, other] = fc.sample(sysmonFlows, { numRuns: 2, seed: 7 });
  const [draft] = fc.sample(sysmonDrafts, { numRuns: 1, seed: 7 });
  const winevt = (flows: Parameters<typeof sensorFormats>[1]) => sensorFormats(formats['sysmon-winevt'], flows);

  it('goes on where an output was full, with more records than one holds, and grows for them', () => {
    const COUNT = 60_000;
    const records = sysmonRecordsOf(
      Array.from({ length: COUNT }, (_, n) => ({ flow: n % 2, side: 'initiator' as const, ...draft!, recordId: n + 1 })),
    );
    const opened = winevt([flow!, other!]);
    const texts = writtenInBulk(opened, 2, { sysmon: records });
    expect(texts).toHaveLength(COUNT);
    const wrong = texts.findIndex((text, i) => text !== writeRecord(opened.sysmon!, records, i));
    expect(wrong).toBe(-1);
  });

  it('writes record ids of any number of digits', () => {
    const powers = Array.from({ length: 16 }, (_, digits) => 10 ** digits);
    const ids = [...powers.flatMap((power) => [power - 1, power, power + 1, power * 9]), 2 ** 53 - 1].filter((id) => id > 0);
    const records = sysmonRecordsOf(ids.map((recordId) => ({ side: 'initiator' as const, ...draft!, recordId })));
    const texts = writtenInBulk(winevt([flow!]), 1, { sysmon: records });
    expect(texts.map((text) => /<EventRecordID>(.*?)<\/EventRecordID>/u.exec(text)?.[1])).toEqual(ids.map(String));
  });

  it('leaves alone what it wrote when it grows', () => {
    const writer = openBulkWriter(2);
    const format = writer.open(winevt([flow!]), 1);
    const few = sysmonRecordsOf([{ side: 'initiator', ...draft! }]);
    const many = sysmonRecordsOf(Array.from({ length: 500_000 }, () => ({ side: 'initiator' as const, ...draft! })));
    writer.take(few, falconRecordsOf([]));
    writer.order(Uint32Array.of(0));
    const first = writer.write(format, 0, whole(0));
    const before = Buffer.from(first.bytes).toString('utf8');
    writer.take(many, falconRecordsOf([]));
    writer.order(Uint32Array.of(499_999));
    const second = writer.write(format, 0, whole(1));
    expect(second.bytes.buffer.byteLength).toBeGreaterThan(first.bytes.buffer.byteLength);
    for (const { bytes } of [first, second]) expect(Buffer.from(bytes).toString('utf8')).toBe(before);
  });

  it.each([
    ['the program', () => openBulkWriter(2)],
    ['the plain one', () => new PlainWriter(2)],
  ])('goes on behind what an output has, and says what does not fit any more: %s', (_, open) => {
    const COUNT = 40_000;
    const records = sysmonRecordsOf(
      Array.from({ length: COUNT }, (__, n) => ({ flow: n % 2, side: 'initiator' as const, ...draft!, recordId: n + 1 })),
    );
    const opened = winevt([flow!, other!]);
    const note = Buffer.from('put here by somebody else\n'.repeat(3));
    const ends = [26, 52, 78];
    const writer = open();
    const format = writer.open(opened, 2);
    writer.take(records, falconRecordsOf([]));
    const all = Uint32Array.from({ length: COUNT }, (__, n) => n);
    let place = whole(0);
    const pieces: { bytes: Uint8Array; ends: Uint32Array; from: number | undefined }[] = [];
    const behind = ({ bytes, ends: ends_ }: { bytes: Uint8Array; ends: Uint32Array }) => ({
      output: 0,
      at: place.at + bytes.length,
      records: place.records + ends_.length,
    });
    for (let from = 0, step = 1; ; step += 60) {
      const put = writer.put(note, ends, place);
      if (!put) break;
      pieces.push({ ...put, from: undefined });
      place = behind(put);
      // A few of them only: the output is to have many pieces.
      writer.order(all.subarray(0, from + step));
      const written = writer.write(format, from, place);
      if (written.ends.length === 0) break;
      pieces.push({ ...written, from });
      place = behind(written);
      from += written.ends.length;
    }
    expect(pieces.length).toBeGreaterThan(4);
    for (const { bytes, ends: own, from } of pieces) {
      if (from === undefined) expect([Buffer.from(bytes).equals(note), [...own]]).toEqual([true, ends]);
      else {
        const texts = Array.from(own, (__, n) => writeRecord(opened.sysmon!, records, from + n));
        expect(Buffer.from(bytes).toString('utf8') === texts.join('')).toBe(true);
        expect([...own]).toEqual(texts.map((__, n) => Buffer.byteLength(texts.slice(0, n + 1).join(''))));
      }
    }
    expect(writer.put(new Uint8Array(2 ** 20 + 1), [], whole(1))).toBeUndefined();
    expect(writer.put(new Uint8Array(1), new Uint32Array(2 ** 14 + 1), whole(1))).toBeUndefined();
  });

  it.each([
    ['templates', 'ecs', 30_000],
    ['parts', 'sysmon-winevt', 60_000],
  ] as const)('forgets %s when there are too many, and writes the same ever after', (_, id, count) => {
    // Ends of their own, so that no two flows have parts in common.
    const ownEnds = ({ initiator, responder, ...rest }: Flow, index: number): Flow => ({
      ...rest,
      index,
      initiator: { ...initiator },
      responder: { ...responder },
    });
    const flows = Array.from({ length: count }, (_, n) => ownEnds(n % 2 === 0 ? flow! : other!, n));
    const records = sysmonRecordsOf(flows.map((_, n) => ({ flow: n, side: 'initiator' as const, ...draft!, recordId: n + 1 })));
    const writer = openBulkWriter(2);
    const format = writer.open(sensorFormats(formats[id], flows), count);
    writer.take(records, falconRecordsOf([]));
    const single = [flow!, other!].map((one) => sensorFormats(formats[id], [one]).sysmon!);
    const alone = flows.map((_, i) =>
      writeRecord(single[i % 2]!, sysmonRecordsOf([{ side: 'initiator', ...draft!, recordId: i + 1 }]), 0),
    );
    // The first ones again: what they were made of went long ago, and others stand in its place.
    for (const order of [[...flows.keys()], [0, 1, 2, 3, 5000, count - 1, 100]]) {
      writer.order(Uint32Array.from(order));
      let text = '';
      for (let from = 0; from < order.length; ) {
        const { bytes, ends } = writer.write(format, from, whole(0));
        text += Buffer.from(bytes).toString('utf8');
        from += ends.length;
      }
      expect(text === order.map((i) => alone[i]).join('')).toBe(true);
    }
  });

  it('writes a record whole where a part of it is very long', () => {
    const { initiator } = flow!;
    const withImage = (image: string) => ({
      ...flow!,
      initiator: { ...initiator, process: { ...initiator.process!, image: `C:\\${image}.exe` } },
    });
    // Long is what has many bytes: of the last ones each character has three.
    const lengths = [2_000, 4_000, 5_000, 70_000];
    const flows = [...lengths.map((length) => 'x'.repeat(length)), '\u20ac'.repeat(1_000), '\u20ac'.repeat(25_000)].map(
      withImage,
    );
    const records = sysmonRecordsOf(flows.map((_, n) => ({ flow: n, side: 'initiator' as const, ...draft! })));
    const opened = winevt(flows);
    expect(writtenInBulk(opened, flows.length, { sysmon: records })).toEqual(
      flows.map((_, i) => writeRecord(opened.sysmon!, records, i)),
    );
  });

  it.each([1_100_000, 40_000_000])('refuses a record that is longer than an output, of %i characters', (length) => {
    const image = `C:\\${'x'.repeat(length)}.exe`;
    const { initiator } = flow!;
    const long = { ...flow!, initiator: { ...initiator, process: { ...initiator.process!, image } } };
    const records = sysmonRecordsOf([{ side: 'initiator', ...draft! }]);
    expect(() => writtenInBulk(winevt([long]), 1, { sysmon: records })).toThrow('a record is longer than 1 MiB');
  });
});
