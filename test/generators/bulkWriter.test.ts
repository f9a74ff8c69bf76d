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
        expect(writtenInBulk(opened, flows.length, { sysmon, falcon }, order, new PlainWriter())).toEqual(alone);
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

  it('says when it has to grow, and leaves alone what it wrote until then', () => {
    const writer = openBulkWriter();
    const opened = winevt([flow!]);
    const format = writer.open(opened, 1);
    const few = sysmonRecordsOf([{ side: 'initiator', ...draft! }]);
    const many = sysmonRecordsOf(Array.from({ length: 500_000 }, () => ({ side: 'initiator' as const, ...draft! })));
    const none = falconRecordsOf([]);
    expect(writer.mustGrow(few, none)).toBe(false);
    expect(writer.mustGrow(many, none)).toBe(true);
    writer.take(few, none);
    writer.order(Uint32Array.of(0));
    const { bytes } = writer.write(format, 0, 0);
    const before = Buffer.from(bytes).toString('utf8');
    writer.write(format, 0, 1);
    expect(Buffer.from(bytes).toString('utf8')).toBe(before);
    writer.take(many, none);
    expect(writer.mustGrow(many, none)).toBe(false);
    writer.order(Uint32Array.of(499_999));
    expect(Buffer.from(writer.write(format, 0, 0).bytes).toString('utf8')).toBe(before);
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
    const writer = openBulkWriter();
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
        const { bytes, ends } = writer.write(format, from, 0);
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
