import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeFixed } from '../../src/generators/bytes/decimal.js';
import {
  type FalconRecords,
  FORMAT_IDS,
  type FormatId,
  formats,
  sensorFormats,
  type TextFormat,
} from '../../src/generators/index.js';
import { fixedSlot } from '../../src/generators/template/slot.js';
import type { Flow } from '../../src/model/flow.js';
import { FALCON_FORMATS, falconDrafts, falconFlows, falconRecordsOf, fastFalcon } from '../support/expectedIp6.js';
import { tries } from '../support/soak.js';
import { fastSysmon, SYSMON_FORMATS, sides, sysmonDrafts, sysmonFlows, sysmonRecordsOf } from '../support/sysmonDrafts.js';
import { writeRecord } from '../support/writeRecord.js';

const some = <T>(arbitrary: fc.Arbitrary<T>, maxLength: number) => fc.array(arbitrary, { minLength: 1, maxLength });

it('every format writes the records of some sensor', () => {
  expect(FORMAT_IDS.filter((id) => !SYSMON_FORMATS.includes(id) && !FALCON_FORMATS.includes(id))).toEqual([]);
});

describe.each(SYSMON_FORMATS)('%s of Sysmon', (id) => {
  it('writes records of many flows and both sides one after the other as it writes each alone', () => {
    fc.assert(
      fc.property(some(sysmonFlows, 4), some(fc.tuple(fc.nat(3), sides, sysmonDrafts), 12), (flows, drafts) => {
        const values = drafts.map(([flow, side, draft]) => ({ flow: flow % flows.length, side, ...draft }));
        const records = sysmonRecordsOf(values);
        const format = sensorFormats(formats[id], flows).sysmon!;
        const alone = values.map(({ flow, side, ...draft }) => fastSysmon(id, flows[flow]!, side, draft));
        expect(values.map((_, i) => writeRecord(format, records, i))).toEqual(alone);
        const out = new Uint8Array(values.reduce((sum, _, i) => sum + format.room(records, i), 0));
        const end = values.reduce((at, _, i) => format.write(records, i, out, at), 0);
        expect(Buffer.from(out.subarray(0, end)).toString('utf8')).toBe(alone.join(''));
      }),
      tries(60),
    );
  });
});

describe.each(FALCON_FORMATS)('%s of Falcon', (id) => {
  it('writes events of many flows one after the other as it writes each alone', () => {
    fc.assert(
      fc.property(some(falconFlows, 4), some(fc.tuple(fc.nat(3), falconDrafts), 12), (flows, drafts) => {
        const values = drafts.map(([flow, draft]) => ({ flow: flow % flows.length, ...draft }));
        const records = falconRecordsOf(values);
        const format = sensorFormats(formats[id], flows).falcon!;
        const alone = values.map(({ flow, ...draft }) => fastFalcon(id, flows[flow]!, draft));
        const out = new Uint8Array(values.reduce((sum, _, i) => sum + format.room(records, i), 0));
        const end = values.reduce((at, _, i) => format.write(records, i, out, at), 0);
        expect(Buffer.from(out.subarray(0, end)).toString('utf8')).toBe(alone.join(''));
      }),
      tries(60),
    );
  });
});

describe('more flows than templates are kept', () => {
  it('change nothing in what is written', () => {
    const id: FormatId = 'sysmon-winevt';
    const [first, other] = fc.sample(sysmonFlows, { numRuns: 2, seed: 7 });
    const [draft] = fc.sample(sysmonDrafts, { numRuns: 1, seed: 7 });
    const MANY = 17_000;
    const flows = Array.from({ length: MANY }, (_, i): Flow => (i === 0 ? first! : other!));
    const records = sysmonRecordsOf(flows.map((_, flow) => ({ flow, side: 'initiator', ...draft! })));
    const format = sensorFormats(formats[id], flows).sysmon!;
    const before = writeRecord(format, records, 0);
    for (let i = 1; i < MANY; i += 1) format.room(records, i);
    expect(writeRecord(format, records, 0)).toBe(before);
    expect(writeRecord(format, records, MANY - 1)).toBe(fastSysmon(id, other!, 'initiator', draft!));
  });
});

/** The whole of a format, as somebody would add one. */
const csv: TextFormat = {
  file: 'connections.csv',
  summary: 'comma-separated values of both sensors',
  sysmon: ({ event, varying }) => {
    const value = Object.fromEntries(event.data);
    return [varying.created, event.eventRecordId, value.SourcePort, value.DestinationPort, varying.created].join(',');
  },
  falcon: ({ event, varying, mark }) => {
    const own = fixedSlot<FalconRecords>('*****', { as: 'port' }, (out, at, { port }, i) => writeFixed(out, at, port[i]!, 5));
    return [varying.contextIso, event.id, event.LocalPort, mark(own), mark(own)].join(',');
  },
};

describe('one object adds a format', () => {
  it('of Sysmon: a text with marks becomes fast records', () => {
    fc.assert(
      fc.property(sysmonFlows, sysmonDrafts, (flow, draft) => {
        const created = new Date(Math.floor(draft.created / 1000)).toISOString();
        const port = flow.sourcePort.kind === 'fixed' ? flow.sourcePort.port : draft.port;
        expect(fastSysmon(csv, flow, 'initiator', draft)).toBe(
          `${created},${draft.recordId},${port},${flow.destinationPort},${created}\n`,
        );
      }),
      tries(100),
    );
  });

  it('of Falcon, with slots of its own', () => {
    fc.assert(
      fc.property(falconFlows, falconDrafts, (flow, draft) => {
        const id = '5eb49a6f-9e19-11ea-b387-06c8bf30f3b9';
        const unbound = flow.initiator.host!.os.platform === 'macos' && flow.sourcePort.kind !== 'fixed';
        const port = flow.sourcePort.kind === 'fixed' ? flow.sourcePort.port : draft.port;
        const context = new Date(Math.floor(draft.context / 1000)).toISOString();
        expect(fastFalcon(csv, flow, draft, id)).toBe(`${context},${id},${unbound ? 0 : port},${draft.port},${draft.port}\n`);
      }),
      tries(100),
    );
  });

  it('of one sensor only: there is no writer for the other', () => {
    const { sysmon, ...falconOnly } = csv;
    expect(sysmon).toBeDefined();
    expect(Object.keys(sensorFormats(falconOnly, []))).toEqual(['falcon']);
  });
});
