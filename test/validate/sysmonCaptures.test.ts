import { describe, expect, it } from 'vitest';
import { type CheckId, validateText } from '../../src/validate/index.js';
import { replaced } from './plantedFault.js';
import { soundEvent } from './soundRecords.js';
import { nthEvent } from './streams.js';

type Change = readonly [from: string, to: string];

const UTC_TIME = Date.parse('2024-03-05T10:15:30.123Z');
const HOUR = 3_600_000;
const GUID = '{1a2b3c4d-df50-65e6-5307-000000000400}';
const OTHER_GUID = '{1a2b3c4d-df50-65e6-5308-000000000400}';
const IMAGE = 'C:\\Program Files\\Example\\example.exe';

const found = (records: readonly string[], ...only: readonly CheckId[]) =>
  validateText(records.join('\n'), only.length > 0 ? { only } : {}).issues.map(({ check, line }) => [
    check.replace('sysmon3/', ''),
    line,
  ]);

/** The sound event, seen so many milliseconds later and written `lag` after that. */
function seen(later: number, lag: number, ...changes: readonly Change[]): string {
  const [utc, written] = [later, later + lag].map((ms) => new Date(UTC_TIME + ms).toISOString().slice(0, -1));
  const times = [
    ['2024-03-05 10:15:30.123', utc!.replace('T', ' ')],
    ['2024-03-05T10:15:31.4567890Z', `${written}0000Z`],
  ] as const;
  return [...times, ...changes].reduce((text, [from, to]) => replaced(text, from, to), soundEvent);
}

const record = (id: number): Change => ['>4711<', `>${id}<`];

describe('two records of one connection', () => {
  const FLOW = ['sysmon3/cross-direction', 'sysmon3/cross-time', 'sysmon3/self-time'] as const;
  const NEAR = '2001:db8:0:0:0:0:0:20';
  const FAR = '2001:db8:ffff:0:0:0:0:1';
  const other: Change = ['<Computer>ws01.', '<Computer>ws02.'];
  const accepted: Change = ["'Initiated'>true", "'Initiated'>false"];
  const udp: Change = ['>tcp<', '>udp<'];
  const ends = (source: string, destination: string): Change[] => [
    [`'SourceIp'>${NEAR}`, `'SourceIp'>${source}`],
    [`'DestinationIp'>${FAR}`, `'DestinationIp'>${destination}`],
  ];
  const ports = (source: number, destination: number): Change[] => [
    ["'SourcePort'>50123", `'SourcePort'>${source}`],
    ["'DestinationPort'>443", `'DestinationPort'>${destination}`],
  ];
  const said = ['cross-direction', 2];

  it.each([0, HOUR, -HOUR])('are of one for an hour: %i', (later) =>
    expect(found([seen(0, 1000), seen(later, 1000, other)], ...FLOW)).toEqual([said]),
  );

  it.each([HOUR + 1, -HOUR - 1])('are of two beyond that: %i', (later) =>
    expect(found([seen(0, 1000), seen(later, 1000, other)], ...FLOW)).toEqual([]),
  );

  it('have opposite directions', () => {
    expect(found([seen(0, 1000), seen(0, 1000, other, accepted)], ...FLOW)).toEqual([]);
    expect(found([seen(0, 1000, accepted), seen(0, 1000, other, accepted)], ...FLOW)).toEqual([said]);
    expect(found([seen(0, 1000), seen(0, 1000)], ...FLOW)).toEqual([]); // one host
  });

  it('have the same addresses and ports', () => {
    // With the addresses of the sound event these two have one hash.
    expect(found([seen(0, 1000), seen(0, 1000, other, ...ends(NEAR, '2001:db8:ffff:0:0:0:1:1f92'))], ...FLOW)).toEqual([]);
    expect(found([seen(0, 1000), seen(0, 1000, other, ...ends('2001:db8:0:0:0:0:1:fb7', FAR))], ...FLOW)).toEqual([]);
    expect(found([seen(0, 1000), seen(0, 1000, other, ...ends(NEAR, '2001:db8:ffff:0:0:0:0:2'))], ...FLOW)).toEqual([]);
    expect(found([seen(0, 1000), seen(0, 1000, other, ...ends(FAR, NEAR))], ...FLOW)).toEqual([]);
    expect(found([seen(0, 1000), seen(0, 1000, other, ...ports(50124, 443))], ...FLOW)).toEqual([]);
    expect(found([seen(0, 1000), seen(0, 1000, other, ...ports(50123, 444))], ...FLOW)).toEqual([]);
  });

  it('are on one host, and within a millisecond, where the host talks to itself', () => {
    const itself = (later: number, ...changes: Change[]) => seen(later, 1000, ...ends(NEAR, NEAR), ...changes);
    expect(found([itself(0), itself(1, accepted)], ...FLOW)).toEqual([]);
    expect(found([itself(0), itself(2, accepted)], ...FLOW)).toEqual([['self-time', 2]]);
    expect(found([itself(2), itself(0, accepted)], ...FLOW)).toEqual([['self-time', 2]]);
    expect(found([itself(0), itself(5000)], ...FLOW)).toEqual([]); // of two
    expect(found([itself(0), itself(5000, accepted, other)], ...FLOW)).toEqual([]);
  });

  it.each([
    ['127.0.0.1', '127.0.0.2'],
    ['0:0:0:0:0:0:0:1', '0:0:0:0:0:0:0:1'],
  ])('are never on two hosts from %s to %s', (source, destination) => {
    const events = [seen(0, 1000, ...ends(source, destination)), seen(0, 1000, ...ends(source, destination), other)];
    expect(found(events, ...FLOW)).toEqual([]);
  });

  /** One datagram each way, between two hosts whose clocks differ; neither port is a service's, which by the old layout would say who began. */
  const bothWays = (there: number, back: number) => [
    seen(0, 1000, udp, ...ports(50123, 40022)),
    seen(there, 1000, udp, other, accepted, ...ends(FAR, NEAR), ...ports(40022, 50123)),
    seen(60_000 + back, 1000, udp, other, ...ends(FAR, NEAR), ...ports(50200, 40023)),
    seen(60_000, 1000, udp, accepted, ...ends(NEAR, FAR), ...ports(40023, 50200)),
  ];

  it.each([
    [8000, 8000, false],
    [-8000, -8000, false],
    [8000, 18_000, false],
    [8000, 18_001, true],
    [8000, -2000, false],
    [8000, -2001, true],
  ])('show clocks that stay apart, by udp in both directions: %i and %i', (there, back, unsteady) => {
    expect(found(bothWays(there, back), ...FLOW)).toEqual(unsteady ? [['cross-time', 4]] : []);
  });

  it('are two of tcp as well, the initiator the source of both', () => {
    const flow = (port: number, difference: number) => [
      seen(0, 1000, ...ports(port, 443)),
      seen(difference, 1000, other, accepted, ...ports(port, 443)),
    ];
    expect(found([...flow(50001, 0), ...flow(50002, 10_000)], ...FLOW)).toEqual([]);
    expect(found([...flow(50001, 0), ...flow(50002, 10_001), ...flow(50003, 10_001)], ...FLOW)).toEqual([['cross-time', 4]]);
  });

  it.each([
    [53, 50123, []],
    [1023, 50123, []],
    [1024, 50123, [['cross-time', 4]]],
    [5353, 5353, []],
  ])('say nothing of clocks where a service sends from its own port: %i to %i', (port, to, said) => {
    const datagram = (at: number, difference: number) => [
      seen(at, 1000, udp, ...ports(port, to)),
      seen(at + difference, 1000, udp, other, accepted, ...ends(FAR, NEAR), ...ports(to, port)),
    ];
    const events = [...datagram(0, 0), ...datagram(60_000, 30_000)];
    expect(found(events, ...FLOW)).toEqual(said);
  });

  describe('whose ports come again', () => {
    const HALF_HOUR = HOUR / 2;
    const flow = (port: number, later: number) => seen(later, 1000, ...ports(port, 443));
    const answer = (port: number, later: number) => seen(later, 1000, other, accepted, ...ports(port, 443));
    const known = [flow(50001, 0), answer(50001, 0)];

    it('tell nothing of clocks where the other side was not there in between', () => {
      const logs = [...known, flow(50002, 0), flow(50002, HALF_HOUR), answer(50002, 0), answer(50002, HALF_HOUR)];
      expect(found(logs, ...FLOW)).toEqual([]);
      // Each with its own other side they do.
      const inOrder = [...known, flow(50002, 0), answer(50002, 0), flow(50002, HALF_HOUR), answer(50002, HALF_HOUR + 10_001)];
      expect(found(inOrder, ...FLOW)).toEqual([['cross-time', 6]]);
    });

    it.each([
      [2040, [['cross-time', 2044]]],
      [2060, []],
    ])('tell nothing of clocks behind many others: %i', (count, expected) => {
      const others = Array.from({ length: count }, (_, n) => flow(51_000 + n, 0));
      expect(found([...known, flow(50002, 0), ...others, answer(50002, 10_001)], ...FLOW)).toEqual(expected);
    });
  });

  it('are of one host, even if it was forgotten between them', () => {
    const logs = [seen(0, 1000), seen(0, 1000, other, ...ports(50124, 443)), seen(2000, 1000)];
    const { issues } = validateText(logs.join('\n'), { maxRemembered: 1 });
    expect(issues.map(({ check }) => check)).toEqual(['input/forgotten']);
  });
});

describe('a log listed newest first', () => {
  const order = (...nths: readonly number[]) => found(nths.map((n) => nthEvent(n)));
  const both = (line: number) => [
    ['stream-record-id', line],
    ['stream-time', line],
  ];
  const newestFirst = ['stream-newest-first', undefined];

  it('is known at its end after three records, not after two', () => {
    expect(order(3, 2, 1)).toEqual([newestFirst]);
    expect(order(3, 2)).toEqual(both(2));
  });

  it('is known at once after four', () => {
    expect(order(3, 2, 1, 0)).toEqual([newestFirst]);
    expect(order(3, 2, 1, 0, 4)).toEqual([...both(5), newestFirst]);
    expect(order(3, 2, 1, 4)).toEqual([...both(2), ...both(3)]);
  });

  it('has faults of its own', () => {
    const again = replaced(nthEvent(0), '>4711<', '>4713<');
    expect(found([nthEvent(4), nthEvent(3), nthEvent(2), nthEvent(1), again])).toEqual([['stream-record-id', 5], newestFirst]);
    const later = replaced(nthEvent(1), '>4713<', '>4712<').replace('31.4567890Z', '31.4567891Z');
    expect(found([nthEvent(4), nthEvent(3), nthEvent(2), nthEvent(1), later])).toEqual([['stream-time', 5], newestFirst]);
    const equal = replaced(nthEvent(1), '>4713<', '>4712<');
    expect(found([nthEvent(4), nthEvent(3), nthEvent(2), nthEvent(1), equal])).toEqual([newestFirst]);
  });
});

describe('what a host may change', () => {
  const restart: Change = ["'4416'", "'4420'"];
  const emptyStyle: Change[] = ['RuleName', 'SourcePortName', 'DestinationHostname'].map((name) => [`'${name}'>-`, `'${name}'>`]);
  const withoutRuleName: Change = ["<Data Name='RuleName'>-</Data>", ''];

  it('is how it says unknown, and RuleName, when another version writes', () => {
    const style = ['stream-unknown-style', 'stream-writer'] as const;
    const ids = (...changes: Change[]) =>
      found(
        [nthEvent(0), nthEvent(1, ...changes)],
        ...style.map((name) => `sysmon3/${name}` as const),
        'sysmon3/stream-rule-name',
      );
    expect(ids(...emptyStyle)).toEqual([['stream-unknown-style', 2]]);
    expect(ids(...emptyStyle, restart)).toEqual([['stream-writer', 2]]);
    expect(ids(withoutRuleName)).toEqual([['stream-rule-name', 2]]);
    expect(ids(withoutRuleName, restart)).toEqual([['stream-writer', 2]]);
    expect(ids(withoutRuleName, ["'3120'", "'3124'"])).toEqual([['stream-writer', 2]]);
  });

  const skewed = (...lags: readonly number[]) =>
    found(
      lags.map((lag, n) => seen(n * 2 * HOUR, lag, record(4711 + n))),
      'sysmon3/lag',
    );

  it('is its clock: that it is off is said once, and again when it changes', () => {
    expect(skewed(HOUR, HOUR, HOUR)).toEqual([['lag', 1]]);
    expect(skewed(HOUR, HOUR + 15_000, HOUR)).toEqual([['lag', 1]]);
    expect(skewed(HOUR, HOUR + 15_001, HOUR + 15_001)).toEqual([
      ['lag', 1],
      ['lag', 2],
    ]);
    expect(skewed(HOUR, 1000, HOUR)).toEqual([
      ['lag', 1],
      ['lag', 3],
    ]);
  });

  it('is not taken for a process that connects before its start', () => {
    const offset = (0x65e6df50 - 1800) * 1000 - UTC_TIME; // half an hour before the start of both processes
    const lagging = [seen(offset, HOUR), seen(offset, HOUR, record(4712), [GUID, OTHER_GUID])];
    expect(found(lagging, 'sysmon3/process-start')).toEqual([['process-start', 1]]);
  });
});

describe('a process of a host', () => {
  const START = 0x65e6df50 * 1000 - UTC_TIME;

  it('connects before its start: said once', () => {
    const early = [
      seen(START - 9000, 1000),
      seen(START - 8000, 1000, record(4712)),
      seen(START - 7000, 1000, record(4713), [GUID, OTHER_GUID]),
      seen(START - 6000, 1000, record(4714), [GUID, OTHER_GUID]),
    ];
    expect(found(early, 'sysmon3/process-start')).toEqual([
      ['process-start', 1],
      ['process-start', 3],
    ]);
  });

  /** Event 1 or 5 of the process of the sound event, a minute after it. */
  const event = (id: 1 | 5, image: string) => {
    const system = /^.*<\/System>/.exec(seen(60_000, 1000))![0].replace('<EventID>3<', `<EventID>${id}<`);
    const data = { UtcTime: '2024-03-05 10:16:30.123', ProcessGuid: GUID, ProcessId: '6604', Image: image, User: 'CORP\\jdoe' };
    const fields = Object.entries(data).map(([name, value]) => `<Data Name='${name}'>${value}</Data>`);
    return `${system}<EventData>${fields.join('')}</EventData></Event>`;
  };

  it('connects after its end: said once', () => {
    const at = (later: number, id: number) => seen(later, 1000, record(id));
    const end = event(5, IMAGE);
    expect(found([end, at(60_000, 4712)], 'sysmon3/stream-after-end')).toEqual([]);
    expect(found([end, at(60_001, 4712), at(60_002, 4713)], 'sysmon3/stream-after-end')).toEqual([['stream-after-end', 2]]);
  });

  const EVENT_1 = ['sysmon3/stream-event-1', 'sysmon3/stream-image-case', 'sysmon3/stream-no-event-1'] as const;
  it.each([
    ['the same image', IMAGE, []],
    [
      'another image',
      'C:\\other.exe',
      [
        ['stream-event-1', 2],
        ['stream-event-1', 3],
      ],
    ],
    ['an image in other letters, said once', IMAGE.toUpperCase(), [['stream-image-case', 2]]],
  ])('has in Event 1 %s', (_, image, expected) => {
    expect(found([event(1, image), nthEvent(0), nthEvent(1)], ...EVENT_1)).toEqual(expected);
  });
});
