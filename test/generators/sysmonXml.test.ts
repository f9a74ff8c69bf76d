import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { create } from 'xmlbuilder2';
import { event3, type Side, winevtText } from '../../src/generators/index.js';
import type { Flow } from '../../src/model/flow.js';
import { type ExpectedEvent3, expectedEvent3 } from '../support/expectedEvent3.js';
import { NAMESPACE, syslogHead, sysmonXml } from '../support/expectedSysmonXml.js';
import { flowArbitrary } from '../support/flowArbitrary.js';
import { readXml } from '../support/smallXml.js';
import { tries } from '../support/soak.js';
import { fastSysmon, type SysmonDraft, sides, sysmonDrafts, sysmonFlows } from '../support/sysmonDrafts.js';
import { winevtFields } from '../support/winevtFields.js';

type Form = keyof typeof sysmonXml;
const FORMS = Object.keys(sysmonXml) as Form[];

/** xmlbuilder2 takes `&amp;` in a text for one that is escaped already, and would lose it; so it does not get to see an ampersand. */
const AMPERSAND = '\ue0f0AMP\ue0f1';

/** The document as real events have it, by a library; layout aside. */
function documentOf(event: ExpectedEvent3): string {
  const hidden = (text: string) => text.replaceAll('&', AMPERSAND);
  // Windows events have a namespace, those of Sysmon for Linux have none.
  const namespace = event.linux ? null : NAMESPACE;
  const root = create({ version: '1.0' }).ele(namespace, 'Event');
  const system = root.ele(namespace, 'System');
  system.ele(namespace, 'Provider', { Name: event.provider, Guid: event.providerGuid });
  const constants = { EventID: '3', Version: '5', Level: '4', Task: '3', Opcode: '0', Keywords: '0x8000000000000000' };
  for (const [name, text] of Object.entries(constants)) system.ele(namespace, name).txt(text);
  system.ele(namespace, 'TimeCreated', { SystemTime: event.systemTime });
  system.ele(namespace, 'EventRecordID').txt(event.recordId);
  system.ele(namespace, 'Correlation');
  system.ele(namespace, 'Execution', { ProcessID: event.processId, ThreadID: event.threadId });
  system.ele(namespace, 'Channel').txt(event.channel);
  system.ele(namespace, 'Computer').txt(hidden(event.computer));
  system.ele(namespace, 'Security', event.linux ? { UserId: '0' } : { UserID: 'S-1-5-18' });
  const eventData = root.ele(namespace, 'EventData');
  for (const [name, value] of event.data) eventData.ele(namespace, 'Data', { Name: name }).txt(hidden(value));
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
/** @param spread - Blanks between elements are layout. */
function infoset(xml: string, spread: boolean): unknown {
  const of = (node: Node): unknown => {
    const texts = [...node.childNodes].filter(({ nodeType }) => nodeType === 3).map(({ nodeValue }) => nodeValue);
    const children = [...node.childNodes].filter(({ nodeType }) => nodeType === 1);
    const text = texts.join('');
    return [
      node.nodeName,
      Object.fromEntries([...(node.attributes ?? [])].map(({ name, value }) => [name, value])),
      spread && children.length > 0 && /^\s*$/u.test(text) ? '' : text,
      children.map(of),
    ];
  };
  return of(create({ skipWhitespaceOnlyText: false }, xml).root().node as unknown as Node);
}

/** A record, what it ought to say, and the event alone: without syslog's head and the line end. */
function written(form: Form, flow: Flow, side: Side, draft: SysmonDraft) {
  const record = fastSysmon(form, flow, side, draft);
  const event = expectedEvent3(flow, side, draft, record);
  const head = form === 'sysmon-winevt' ? syslogHead(flow, side, draft) : '';
  expect(record.slice(0, head.length)).toBe(head);
  return { record, head, event, xml: record.slice(head.length, -1) };
}

const cases = [sysmonFlows, sides, sysmonDrafts] as const;

describe.each(FORMS)('%s', (form) => {
  const spread = form === 'sysmon-viewer';

  it('is byte for byte the event that the facts ask for', () => {
    fc.assert(
      fc.property(...cases, (flow, side, draft) => {
        const { record, head, event } = written(form, flow, side, draft);
        expect(record).toBe(`${head}${sysmonXml[form](event)}\n`);
      }),
      tries(1500),
    );
  });

  it('says in every record what xmlbuilder2 says, read by its parser', () => {
    fc.assert(
      fc.property(...cases, (flow, side, draft) => {
        const { xml, event } = written(form, flow, side, draft);
        expect(infoset(xml, spread)).toEqual(infoset(documentOf(event), false));
      }),
      tries(300),
    );
  });

  it("says the same to readers of the tests' own, value by value", () => {
    fc.assert(
      fc.property(...cases, (flow, side, draft) => {
        const { xml, event } = written(form, flow, side, draft);
        const root = readXml(xml);
        const [system, eventData] = root.children;
        expect(root.attributes).toEqual(event.linux ? {} : { xmlns: NAMESPACE });
        expect(eventData!.children.map(({ attributes, text }) => [attributes.Name, text])).toEqual(event.data);
        expect(Object.fromEntries(system!.children.map(({ name, text }) => [name, text]))).toMatchObject({
          EventRecordID: event.recordId,
          Channel: event.channel,
          Computer: event.computer,
        });
        // The other reader knows the references of XML only.
        const fields = winevtFields(xml.replace(/&#x[9AD];/gu, '?'));
        const visible = event.data.map(([name, value]) => [name, value.replace(/[\t\n\r]/gu, '?')]);
        expect(Object.entries(fields).filter(([name]) => !name.startsWith('System/'))).toEqual(visible);
        expect(fields).toMatchObject({
          'System/TimeCreated/SystemTime': event.systemTime,
          'System/Execution/ProcessID': event.processId,
          'System/Execution/ThreadID': event.threadId,
          'System/Provider/Name': event.provider,
          'System/Provider/Guid': event.providerGuid,
          ...(event.linux ? { 'System/Security/UserId': '0' } : { 'System/Security/UserID': 'S-1-5-18' }),
        });
      }),
      tries(300),
    );
  });

  const xmllint = spawnSync('xmllint', ['--version']).error === undefined;
  it.skipIf(!xmllint)(
    `has the canonical form of xmlbuilder2's document${xmllint ? '' : ' (skipped: xmllint is not installed)'}`,
    () => {
      const samples = fc.sample(fc.tuple(...cases), tries(200)).map(([flow, side, draft]) => written(form, flow, side, draft));
      const canonical = (events: readonly string[]) => {
        const input = `<E>${events.map((event) => `<One>${event}</One>`).join('')}</E>`;
        const { stdout, stderr, status } = spawnSync('xmllint', ['--c14n', '-'], { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
        expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
        return stdout.split('<One>').slice(1);
      };
      // Line ends of the layout are the only ones: those of values are references, and stay so in canonical form or become LF.
      const ours = canonical(samples.map(({ xml }) => (spread ? xml.replace(/\n */gu, '') : xml)));
      const theirs = canonical(samples.map(({ event }) => documentOf(event)));
      expect(ours).toHaveLength(samples.length);
      for (const [i, text] of ours.entries()) expect(text, `sample ${i}`).toBe(theirs[i]);
    },
  );
});

describe('sysmon-winevt', () => {
  it('is one line: on Windows single quotes, on Linux double ones and no namespace; no blank before />, an empty value between two tags', () => {
    fc.assert(
      fc.property(...cases, (flow, side, draft) => {
        const { record, xml, event } = written('sysmon-winevt', flow, side, draft);
        const [own, other] = event.linux ? ['"', "'"] : ["'", '"'];
        expect(record.match(/[\n\r]/gu)).toEqual(['\n']);
        const markup = xml.replace(/>[^<]*</gu, '><').replaceAll(new RegExp(`${own}[^${own}]*${own}`, 'gu'), 'Q');
        expect(markup).not.toMatch(new RegExp(`${other}| />|<Data[^>]*/>`, 'u'));
        expect(markup.startsWith(event.linux ? '<Event><System><Provider Name=Q Guid=Q/>' : '<Event xmlns=Q><System>')).toBe(
          true,
        );
      }),
      tries(200),
    );
  });

  it('is for previews the same text', () => {
    fc.assert(
      fc.property(...cases, (flow, side, draft) => {
        const { xml, event } = written('sysmon-winevt', flow, side, draft);
        const variables = {
          systemTime: event.systemTime,
          eventRecordId: event.recordId,
          utcTime: new Map(event.data).get('UtcTime')!,
          initiatorPort: String(flow.sourcePort.kind === 'fixed' ? flow.sourcePort.port : draft.port),
        };
        expect(winevtText(event3(flow, side, variables))).toBe(xml);
      }),
      tries(100),
    );
  });

  it('stands behind what syslog puts before it where the host asks for that, and nowhere else', () => {
    const [flow] = fc.sample(flowArbitrary([6], ['ipv6'], ['linux']), { numRuns: 1, seed: 1 });
    const [draft] = fc.sample(sysmonDrafts, { numRuns: 1, seed: 1 });
    const with_ = (syslogPrefix: boolean): Flow => {
      const host = { ...flow!.initiator.host!, name: 'build7', sysmon: { ...flow!.initiator.host!.sysmon!, syslogPrefix } };
      return { ...flow!, initiator: { ...flow!.initiator, host } };
    };
    const at = (created: string) => ({ ...draft!, created: Date.parse(created) * 1000 });
    expect(fastSysmon('sysmon-winevt', with_(false), 'initiator', draft!)).toMatch(/^<Event><System>/u);
    for (const [created, head] of [
      ['2022-11-24T09:59:47.999Z', 'Nov 24 09:59:47 build7 sysmon: <Event>'],
      ['2024-02-29T00:00:00Z', 'Feb 29 00:00:00 build7 sysmon: <Event>'],
      ['2026-03-04T23:59:59Z', 'Mar  4 23:59:59 build7 sysmon: <Event>'],
    ] as const) {
      const record = fastSysmon('sysmon-winevt', with_(true), 'initiator', at(created));
      expect(record.slice(0, head.length)).toBe(head);
    }
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
