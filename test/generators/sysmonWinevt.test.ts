import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { create } from 'xmlbuilder2';
import { type Event3, event3, FormatError, formats, type Side, sensorFormats, winevtText } from '../../src/generators/index.js';
import { createSysmonRecords, type SysmonRecords } from '../../src/generators/sysmon/sysmonRecords.js';
import type { Flow } from '../../src/model/flow.js';
import { dynamicPort, flowArbitrary, microseconds } from '../support/flowArbitrary.js';
import { tries } from '../support/soak.js';
import { winevtFields } from '../support/winevtFields.js';

const NAMESPACE = 'http://schemas.microsoft.com/win/2004/08/events/event';

/** xmlbuilder2 takes `&amp;` in a text for one that is escaped already, and would lose it; so it does not get to see an ampersand. */
const AMPERSAND = '\ue0f0AMP\ue0f1';

/** The document as real events have it, built here from the values alone. */
function oracle(event: Event3): string {
  const { providerGuid, systemTime, eventRecordId, executionProcessId, executionThreadId } = event;
  const hidden = (text: string) => text.replaceAll('&', AMPERSAND);
  const root = create({ version: '1.0' }, { Event: { '@xmlns': NAMESPACE } }).root();
  const system = root.ele(NAMESPACE, 'System');
  system.ele(NAMESPACE, 'Provider', { Name: 'Microsoft-Windows-Sysmon', Guid: providerGuid });
  const constants = { EventID: '3', Version: '5', Level: '4', Task: '3', Opcode: '0', Keywords: '0x8000000000000000' };
  for (const [name, text] of Object.entries(constants)) system.ele(NAMESPACE, name).txt(text);
  system.ele(NAMESPACE, 'TimeCreated', { SystemTime: systemTime });
  system.ele(NAMESPACE, 'EventRecordID').txt(eventRecordId);
  system.ele(NAMESPACE, 'Correlation');
  system.ele(NAMESPACE, 'Execution', { ProcessID: executionProcessId, ThreadID: executionThreadId });
  system.ele(NAMESPACE, 'Channel').txt('Microsoft-Windows-Sysmon/Operational');
  system.ele(NAMESPACE, 'Computer').txt(hidden(event.computer));
  system.ele(NAMESPACE, 'Security', { UserID: 'S-1-5-18' });
  const eventData = root.ele(NAMESPACE, 'EventData');
  for (const [name, value] of event.data) eventData.ele(NAMESPACE, 'Data', { Name: name }).txt(hidden(value));
  // A reader turns a bare CR into LF, so a writer that means CR must say so.
  return root.end({ headless: true, wellFormed: true }).replaceAll('\r', '&#xD;').replaceAll(AMPERSAND, '&amp;');
}

/** Elements, attributes and texts of a document, as xmlbuilder2 reads them. */
interface Node {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly nodeValue: string | null;
  readonly attributes?: Iterable<{ readonly name: string; readonly value: string }>;
  readonly childNodes: Iterable<Node>;
}
function infoset(xml: string): unknown {
  const of = (node: Node): unknown => {
    const texts = [...node.childNodes].filter(({ nodeType }) => nodeType === 3).map(({ nodeValue }) => nodeValue);
    const children = [...node.childNodes].filter(({ nodeType }) => nodeType === 1);
    return [
      node.nodeName,
      Object.fromEntries([...(node.attributes ?? [])].map(({ name, value }) => [name, value])),
      texts.join(''),
      children.map(of),
    ];
  };
  return of(create({ skipWhitespaceOnlyText: false }, xml).root().node as unknown as Node);
}

interface Written {
  readonly recordId: number;
  readonly created: number;
  readonly tenth: number;
  readonly utc: number;
  readonly port: number;
}
const writtenArbitrary: fc.Arbitrary<Written> = fc.record({
  recordId: fc.oneof(
    fc.integer({ min: 1, max: 2 ** 53 - 1 }),
    fc.nat(1000).map((n) => n + 1),
    fc.constantFrom(999_999_999, 1_000_000_000, 9_999_999_999),
  ),
  created: microseconds,
  tenth: fc.nat(9),
  utc: microseconds,
  port: dynamicPort,
});
const sides = fc.constantFrom<Side>('initiator', 'responder');
const flows = flowArbitrary([6, 17], ['ipv4', 'ipv6'], ['windows']);

function recordsOf(values: readonly (Written & { readonly side: Side; readonly flow?: number })[]): SysmonRecords {
  const records = createSysmonRecords();
  for (const { side, flow = 0, recordId, created, tenth, utc, port } of values) {
    const i = records.add();
    records.flow[i] = flow;
    records.side[i] = side === 'initiator' ? 0 : 1;
    records.recordId[i] = recordId;
    records.created[i] = created;
    records.tenth[i] = tenth;
    records.utc[i] = utc;
    records.port[i] = port;
  }
  return records;
}

function fast(flow: Flow, side: Side, written: Written): string {
  const format = sensorFormats(formats['sysmon-winevt'], [flow]).sysmon!;
  const records = recordsOf([{ side, ...written }]);
  const out = new Uint8Array(format.room(records, 0) + 7);
  const end = format.write(records, 0, out, 7);
  return Buffer.from(out.subarray(7, end)).toString('utf8');
}

/** The same record with every time and number made into text by Date and BigInt. */
function slow(flow: Flow, side: Side, { recordId, created, tenth, utc, port }: Written): Event3 {
  const host = flow[side].host!;
  const iso = (micros: number) => new Date(Math.floor(micros / 1000)).toISOString();
  const decimals = `${String(created % 1_000_000).padStart(6, '0')}${tenth}${host.os.timeDigits === 9 ? '00' : ''}`;
  return event3(flow, side, {
    systemTime: `${iso(created).slice(0, 19)}.${decimals}Z`,
    eventRecordId: BigInt(recordId).toString(),
    utcTime: iso(utc).slice(0, 23).replace('T', ' '),
    initiatorPort: String(flow.sourcePort.kind === 'fixed' ? flow.sourcePort.port : port),
  });
}

describe('sysmon-winevt', () => {
  it('says in every record what xmlbuilder2 says, read by its parser', () => {
    fc.assert(
      fc.property(flows, sides, writtenArbitrary, (flow, side, written) => {
        const line = fast(flow, side, written);
        expect(infoset(line.slice(0, -1))).toEqual(infoset(oracle(slow(flow, side, written))));
      }),
      tries(300),
    );
  });

  it('says the same to a reader of regular expressions, value by value', () => {
    const decoded = (text: string) =>
      text.replace(/&#x([0-9A-F]+);/giu, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));
    fc.assert(
      fc.property(flows, sides, writtenArbitrary, (flow, side, written) => {
        const event = slow(flow, side, written);
        // Character references first: an escaped ampersand must not make new ones.
        const fields = winevtFields(fast(flow, side, written).replace(/&#x(?:9|A|D);/gu, (reference) => decoded(reference)));
        expect(Object.entries(fields).filter(([name]) => !name.startsWith('System/'))).toEqual(
          event.data.map(([name, value]) => [name, value]),
        );
        expect(fields).toMatchObject({
          'System/EventRecordID': event.eventRecordId,
          'System/TimeCreated/SystemTime': event.systemTime,
          'System/Computer': event.computer,
          'System/Execution/ProcessID': event.executionProcessId,
          'System/Execution/ThreadID': event.executionThreadId,
          'System/Provider/Guid': event.providerGuid,
          'System/Security/UserID': 'S-1-5-18',
        });
      }),
      tries(200),
    );
  });

  const xmllint = spawnSync('xmllint', ['--version']).error === undefined;
  it.skipIf(!xmllint)(
    `has the canonical form of xmlbuilder2's document${xmllint ? '' : ' (skipped: xmllint is not installed)'}`,
    () => {
      const samples = fc.sample(fc.tuple(flows, sides, writtenArbitrary), tries(150));
      const canonical = (events: readonly string[]) => {
        const input = `<E>${events.map((event) => `<One>${event}</One>`).join('')}</E>`;
        const { stdout, stderr, status } = spawnSync('xmllint', ['--c14n', '-'], { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
        expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
        return stdout.split('<One>').slice(1);
      };
      const ours = canonical(samples.map(([flow, side, written]) => fast(flow, side, written).slice(0, -1)));
      const theirs = canonical(samples.map(([flow, side, written]) => oracle(slow(flow, side, written))));
      expect(ours).toHaveLength(samples.length);
      for (const [i, text] of ours.entries()) expect(text, `sample ${i}`).toBe(theirs[i]);
    },
  );

  it('is one line of the Windows API: single quotes, no blank before />, an empty value between two tags', () => {
    fc.assert(
      fc.property(flows, sides, writtenArbitrary, (flow, side, written) => {
        const line = fast(flow, side, written);
        expect(line).toMatch(
          /^<Event xmlns='[^']*'><System><Provider Name='Microsoft-Windows-Sysmon' Guid='\{[^']*\}'\/><EventID>3<\/EventID>/u,
        );
        expect(line.endsWith('</Data></EventData></Event>\n')).toBe(true);
        expect(line.match(/[\n\r\t]/gu)).toEqual(['\n']);
        const markup = line.replace(/>[^<]*</gu, '><').replace(/'[^']*'/gu, "''");
        expect(markup).not.toMatch(/"| \/>|<Data[^>]*\/>/u);
        expect(line).toContain('<Correlation/>');
      }),
      tries(100),
    );
  });

  it('writes records of many flows and both sides one after the other as it writes each alone', () => {
    fc.assert(
      fc.property(
        fc.array(flows, { minLength: 1, maxLength: 4 }),
        fc.array(fc.tuple(fc.nat(3), sides, writtenArbitrary), { minLength: 1, maxLength: 12 }),
        (list, drafts) => {
          const values = drafts.map(([flow, side, written]) => ({ flow: flow % list.length, side, ...written }));
          const records = recordsOf(values);
          const format = sensorFormats(formats['sysmon-winevt'], list).sysmon!;
          const out = new Uint8Array(values.reduce((sum, _, i) => sum + format.room(records, i), 0));
          let at = 0;
          values.forEach((_, i) => {
            at = format.write(records, i, out, at);
          });
          expect(Buffer.from(out.subarray(0, at)).toString('utf8')).toBe(
            values.map(({ flow, side, ...written }) => fast(list[flow]!, side, written)).join(''),
          );
        },
      ),
      tries(60),
    );
  });

  it('is for previews the same text', () => {
    fc.assert(
      fc.property(flows, sides, writtenArbitrary, (flow, side, written) => {
        expect(`${winevtText(slow(flow, side, written))}\n`).toBe(fast(flow, side, written));
      }),
      tries(100),
    );
  });

  it.each([
    ['\u0000', 'U+0000'],
    ['\u0001', 'U+0001'],
    ['\u000b', 'U+000B'],
    ['\u001f', 'U+001F'],
    ['\ud800', 'U+D800'],
    ['\udfff', 'U+DFFF'],
    ['\ufffe', 'U+FFFE'],
    ['\uffff', 'U+FFFF'],
  ])('refuses %j, which XML cannot carry, by the name of the field and the character', (character, name) => {
    const [flow] = fc.sample(flows, { numRuns: 1, seed: 1 });
    const [written] = fc.sample(writtenArbitrary, { numRuns: 1, seed: 1 });
    const process = { ...flow!.initiator.process!, image: `C:\\a${character}.exe` };
    const broken = { ...flow!, initiator: { ...flow!.initiator, process } };
    expect(() => fast(broken, 'initiator', written!)).toThrow(FormatError);
    expect(() => fast(broken, 'initiator', written!)).toThrow(
      `Image: expected characters that XML 1.0 can carry, received ${name} at position 4`,
    );
  });
});

describe('the eras', () => {
  const [flow] = fc.sample(flowArbitrary([6], ['ipv4'], ['windows']), { numRuns: 1, seed: 3 });
  const event = (era: '6' | '8' | '10.4' | '11', side: Side, change: (flow: Flow) => Flow = (same) => same) => {
    const changed = change(flow!);
    const withEra = (end: Flow['initiator']) => ({
      ...end,
      reverseName: '',
      host: { ...end.host!, sysmon: { ...end.host!.sysmon!, era, dnsLookup: false } },
    });
    const { ruleName: _, ...rest } = changed;
    const values = event3({ ...rest, initiator: withEra(changed.initiator), responder: withEra(changed.responder) }, side, {
      systemTime: '',
      eventRecordId: '',
      utcTime: '',
      initiatorPort: '50000',
    });
    return Object.fromEntries(values.data);
  };
  const LOOKED_UP = ['SourceHostname', 'SourcePortName', 'DestinationHostname', 'DestinationPortName'];

  // The table of eras of docs/fields/sysmon-winevt.md, row by row.
  it.each([
    ['6', undefined, '', 'responder'],
    ['8', '', '', 'responder'],
    ['10.4', '', '', 'initiator'],
    ['11', '-', '-', 'initiator'],
  ] as const)(
    '%s: RuleName %j without a rule, %j for a name that is not known, an accepted TCP connection told from the %s',
    (era, ruleName, unknown, source) => {
      const accepted = event(era, 'responder');
      expect(accepted.RuleName).toBe(ruleName);
      for (const name of LOOKED_UP) expect(accepted[name]).toBe(unknown);
      expect(accepted.SourceIp).toBe(flow![source].address.text);
      expect(accepted.SourcePort).toBe(source === 'initiator' ? '50000' : String(flow!.destinationPort));
      expect(accepted.Initiated).toBe('false');
    },
  );

  it.each(['6', '8', '10.4', '11'] as const)(
    '%s: a datagram is told from the local end, and so is what the host began',
    (era) => {
      const udp = (one: Flow): Flow => ({ ...one, protocol: 17 });
      expect(event(era, 'responder', udp).SourceIp).toBe(flow!.responder.address.text);
      expect(event(era, 'responder', udp).SourcePort).toBe(String(flow!.destinationPort));
      expect(event(era, 'initiator', udp).SourceIp).toBe(flow!.initiator.address.text);
      expect(event(era, 'initiator').SourceIp).toBe(flow!.initiator.address.text);
      expect(event(era, 'initiator').Initiated).toBe('true');
    },
  );
});
