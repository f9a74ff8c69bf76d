import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FORMAT_IDS, FormatError, formats, type TextFormat } from '../../src/generators/index.js';
import type { End, Flow } from '../../src/model/flow.js';
import type { Host } from '../../src/model/host.js';
import { falconDrafts, fastFalcon } from '../support/expectedIp6.js';
import { flowArbitrary } from '../support/flowArbitrary.js';
import { tries } from '../support/soak.js';
import { fastSysmon, sysmonDrafts } from '../support/sysmonDrafts.js';

/** What XML 1.0 cannot carry, from section 2.2 of the recommendation, and its name. */
const CONTROLS = Array.from({ length: 0x20 }, (_, code) => code).filter((code) => ![0x9, 0xa, 0xd].includes(code));
const IMPOSSIBLE = [...CONTROLS, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xfffe, 0xffff];
const nameOf = (code: number) => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
const impossible = fc.oneof(fc.constantFrom(...IMPOSSIBLE), fc.integer({ min: 0xd800, max: 0xdfff }));

/** A value that is fine but for one character. */
const broken = fc
  .tuple(fc.stringMatching(/^[ -~é☃]{0,6}$/u), impossible, fc.stringMatching(/^[ -~é☃]{0,6}$/u))
  .map(([before, code, after]) => ({ text: before + String.fromCharCode(code) + after, code, at: before.length }));
/** What the marks of templates are made of, in every way that could be taken for one. */
const markLike = ['\ufffeA\uffff', '\uffffA\ufffe', '\ufffeZ\uffff443'];

const changed = (flow: Flow, end: 'initiator' | 'responder', change: (end: End) => End): Flow => ({
  ...flow,
  [end]: change(flow[end]),
});
const inHost = (change: (host: Host) => Host) => (end: End) => ({ ...end, host: change(end.host!) });
const inProcess =
  (values: { image?: string; account?: { id: string; domain: string; name: string; sid: string } }) =>
  (end: End): End => ({ ...end, process: { ...end.process!, ...values } });
const accountOf = (flow: Flow) => flow.initiator.process!.account;

type Break = (flow: Flow, text: string) => Flow;

/** Where a story's text ends up in Sysmon's fields, by the field. */
const SYSMON: Readonly<Record<string, Break>> = {
  RuleName: (flow, ruleName) => ({ ...flow, ruleName }),
  Image: (flow, image) => changed(flow, 'initiator', inProcess({ image })),
  User: (flow, name) => changed(flow, 'initiator', inProcess({ account: { ...accountOf(flow), domain: '', name } })),
  Computer: (flow, computer) =>
    changed(
      flow,
      'initiator',
      inHost((host) => ({ ...host, computer })),
    ),
  DestinationHostname: (flow, reverseName) => changed(flow, 'responder', (end) => ({ ...end, reverseName })),
};
/** The same of Falcon. */
const FALCON: Readonly<Record<string, Break>> = {
  ContextBaseFileName: (flow, image) => changed(flow, 'initiator', inProcess({ image })),
  OriginatingURL: (flow, name) => changed(flow, 'responder', (end) => ({ ...end, name })),
};

const sysmonFlow = flowArbitrary([6], ['ipv6'], ['windows'])
  .filter(({ initiator, responder }) => initiator.host !== responder.host)
  .map((flow) =>
    changed(
      flow,
      'initiator',
      inHost((host) => ({ ...host, sysmon: { ...host.sysmon!, era: '11', dnsLookup: true } })),
    ),
  );
const falconFlow = (keySet: 'windows-2025' | 'ios-2025') =>
  flowArbitrary([6], ['ipv6'], [keySet === 'ios-2025' ? 'ios' : 'windows']).map((flow) =>
    changed(
      flow,
      'initiator',
      inHost((host) => ({ ...host, falcon: { ...host.falcon!, keySet } })),
    ),
  );
const KEY_SETS = { ContextBaseFileName: 'windows-2025', OriginatingURL: 'ios-2025' } as const;

function expectRefused(write: () => string, field: string, code: number, at: number): void {
  expect(write).toThrow(FormatError);
  expect(write).toThrow(`${field}: expected characters that XML 1.0 can carry, received ${nameOf(code)} at position ${at}`);
}

describe.each(FORMAT_IDS)('%s refuses what XML cannot carry, by the name of the field and the character', (id) => {
  const format: TextFormat = formats[id];

  it.each(format.sysmon ? Object.entries(SYSMON) : [])('in %s of Sysmon', (field, breakIt) => {
    fc.assert(
      fc.property(sysmonFlow, sysmonDrafts, broken, (flow, draft, { text, code, at }) => {
        expectRefused(() => fastSysmon(id, breakIt(flow, text), 'initiator', draft), field, code, at);
      }),
      tries(60),
    );
  });

  it.each(format.falcon ? Object.entries(FALCON) : [])('in %s of Falcon', (field, breakIt) => {
    fc.assert(
      fc.property(falconFlow(KEY_SETS[field as keyof typeof KEY_SETS]), falconDrafts, broken, (flow, draft, { text, code }) => {
        const one = { ...flow, destinationPort: 22 };
        const write = () => fastFalcon(id, breakIt(one, text.replaceAll(/[\\/]/gu, '_')), draft);
        expectRefused(write, field, code, text.indexOf(String.fromCharCode(code)));
      }),
      tries(60),
    );
  });

  it('in every character of every class', () => {
    const [sysmon] = fc.sample(sysmonFlow, { numRuns: 1, seed: 1 });
    const [falcon] = fc.sample(falconFlow('windows-2025'), { numRuns: 1, seed: 1 });
    const [draft] = fc.sample(sysmonDrafts, { numRuns: 1, seed: 1 });
    const [event] = fc.sample(falconDrafts, { numRuns: 1, seed: 1 });
    const writers = [
      ...(format.sysmon
        ? [['Image', (image: string) => fastSysmon(id, SYSMON.Image!(sysmon!, image), 'initiator', draft!)] as const]
        : []),
      ...(format.falcon
        ? [
            [
              'ContextBaseFileName',
              (image: string) => fastFalcon(id, FALCON.ContextBaseFileName!(falcon!, image), event!),
            ] as const,
          ]
        : []),
    ];
    for (const [field, write] of writers) {
      for (const code of IMPOSSIBLE) expectRefused(() => write(`ab${String.fromCharCode(code)}.exe`), field, code, 2);
      for (const text of ['\t', '\n', '\r', ' ', '\ud7ff', '\ue000', '\ufffd', '\u{10000}', '\u{10ffff}', '\u007f'])
        expect(() => write(text)).not.toThrow();
    }
  });

  it.each(markLike)('where %j would be taken for a slot', (text) => {
    const named: Break = (flow) =>
      changed(
        flow,
        'initiator',
        inHost((host) => ({ ...host, name: text })),
      );
    const [draft] = fc.sample(sysmonDrafts, { numRuns: 1, seed: 1 });
    const [event] = fc.sample(falconDrafts, { numRuns: 1, seed: 1 });
    for (const [field, breakIt] of Object.entries({ ...SYSMON, 'host name': named })) {
      const [flow] = fc.sample(sysmonFlow, { numRuns: 1, seed: 1 });
      if (format.sysmon) expect(() => fastSysmon(id, breakIt(flow!, text), 'initiator', draft!)).toThrow(`${field}: expected`);
    }
    for (const [field, breakIt] of Object.entries({ ...FALCON, ComputerName: named })) {
      const [flow] = fc.sample(falconFlow(field === 'OriginatingURL' ? 'ios-2025' : 'windows-2025'), { numRuns: 1, seed: 1 });
      if (format.falcon) expect(() => fastFalcon(id, breakIt(flow!, text), event!)).toThrow(`${field}: expected`);
    }
  });
});

describe.each(FORMAT_IDS.filter((id) => 'falcon' in formats[id]))('%s refuses a pinned id of an event', (id) => {
  const UUID = '5eb49a6f-9e19-11ea-b387-06c8bf30f3b9';
  const [flow] = fc.sample(falconFlow('windows-2025'), { numRuns: 1, seed: 1 });
  const [draft] = fc.sample(falconDrafts, { numRuns: 1, seed: 1 });
  const write = (pinned: string) => () => fastFalcon(id, flow!, draft!, pinned);

  it.each([
    '',
    '-',
    'event 7',
    UUID.slice(1),
    `${UUID}0`,
    `{${UUID}}`,
    UUID.toUpperCase(),
    UUID.replaceAll('-', ''),
    UUID.replace('5', 'g'),
    `${UUID}\n`,
    ...markLike,
    ...markLike.map((mark) => mark + UUID),
    `${UUID}\ufffe`,
    `${UUID}\uffff`,
  ])('where it is %j', (pinned) => expect(write(pinned)).toThrow(FormatError));

  it('only where it is no UUID in lower case', () => {
    fc.assert(
      fc.property(fc.uuid(), (pinned) => {
        expect(write(pinned)).not.toThrow();
      }),
      tries(30),
    );
  });
});
