import { describe, expect, it } from 'vitest';
import { validateSysmonEvent3, validateText } from '../../src/validate/index.js';
import { replaced } from './plantedFault.js';
import { soundEvent, soundSystemEvent } from './soundRecords.js';

type Change = readonly [from: string, to: string];

const START_SECOND = 0x65e6df50; // in the ProcessGuid of the sound event
const UTC_TIME = Date.parse('2024-03-05T10:15:30.123Z');
const DAY = 86_400_000;

const changed = (event: string, ...changes: readonly Change[]) =>
  changes.reduce((text, [from, to]) => replaced(text, from, to), event);
const has = (check: string, event: string) => validateSysmonEvent3(event).some((issue) => issue.check === `sysmon3/${check}`);
const field = (name: string, from: string, to: string): Change => [`'${name}'>${from}<`, `'${name}'>${to}<`];

/** The sound event seen at a moment, and written so many milliseconds later. */
function timed(event: string, utcTime: number, lag: number): string {
  const [seen, written] = [utcTime, utcTime + lag].map((time) => new Date(time).toISOString().slice(0, -1));
  return changed(
    event,
    ['2024-03-05 10:15:30.123', seen!.replace('T', ' ')],
    ['2024-03-05T10:15:31.4567890Z', `${written}0000Z`],
  );
}

const linuxEvent = changed(
  soundEvent,
  ["'Microsoft-Windows-Sysmon'", "'Linux-Sysmon'"],
  ['{5770385f-c22a-43e0-bf4c-06f5698ffbd9}', '{ff032593-a8d3-4f13-b0d6-01fc615a0f97}'],
  ['Microsoft-Windows-Sysmon/Operational', 'Linux-Sysmon/Operational'],
);

describe('the two clocks of a Sysmon record', () => {
  it.each([
    [299, true],
    [300, false],
    [15_000, false],
    [15_001, true],
  ])('may be so many milliseconds apart on Windows: %i', (lag, said) => {
    expect(has('lag', timed(soundEvent, UTC_TIME, lag))).toBe(said);
  });

  it.each([
    [-1001, true],
    [-1000, false],
    [15_000, false],
    [15_001, true],
  ])('may be so many milliseconds apart on Linux: %i', (lag, said) => {
    expect(has('lag', timed(linuxEvent, UTC_TIME, lag))).toBe(said);
  });

  it.each([
    ['one second before', -1000, true],
    ['a millisecond before', -1, true],
    ['at', 0, false],
    ['732 days after', 732 * DAY, false],
    ['less than a second more after', 732 * DAY + 999, false],
    ['a second more after', 732 * DAY + 1000, true],
  ])('the connection is made %s the start of its process', (_, age, said) => {
    expect(has('process-start', timed(soundEvent, START_SECOND * 1000 + age, 1000))).toBe(said);
  });
});

describe('the clocks of a host', () => {
  const said = (...lags: readonly number[]) => {
    const events = lags.map((lag, n) => replaced(timed(soundEvent, UTC_TIME + n * 60_000, lag), '>4711<', `>${4711 + n}<`));
    return validateText(events.join('\n'), { only: ['sysmon3/stream-lag'] }).issues.length > 0;
  };
  const many = (count: number, lag: number) => Array<number>(count).fill(lag);

  it('are never equal in 20 records; fewer say nothing', () => {
    expect(said(...many(19, 0))).toBe(false);
    expect(said(...many(20, 0))).toBe(true);
    expect(said(...many(19, 0), 1)).toBe(false);
  });

  it.each([
    [4, 16, false],
    [5, 15, true],
    [15, 5, true],
    [16, 4, false],
    [20, 0, false],
    [0, 20, false],
  ])('are not before and after each other in more than a fifth: %i and %i', (early, late, expected) => {
    expect(said(...many(early, -500), ...many(late, 1500))).toBe(expected);
  });

  it('count neither as before nor as after where they are equal', () => {
    expect(said(...many(5, -500), ...many(11, 0), ...many(4, 500))).toBe(false);
    expect(said(...many(4, -500), ...many(11, 0), ...many(5, 500))).toBe(false);
    expect(said(...many(5, -500), ...many(10, 0), ...many(5, 500))).toBe(true);
    expect(said(...many(5, -500), ...many(9, 1500), ...many(5, -500))).toBe(false); // 19 records
  });
});

describe('fields of a Sysmon record against each other', () => {
  it.each([
    ['80', '49670', true],
    ['5985', '49670', true],
    ['1023', '49670', true],
    ['1024', '49670', false],
    ['40022', '49670', false],
    ['80', '49152', true],
    ['80', '49151', false],
  ])('the old layout: from %s to %s', (source, destination, said) => {
    const event = changed(
      soundEvent,
      field('Initiated', 'true', 'false'),
      field('SourcePort', '50123', source),
      field('DestinationPort', '443', destination),
    );
    expect(has('old-layout', event)).toBe(said);
    expect(has('old-layout', replaced(event, '>tcp<', '>udp<'))).toBe(false);
    expect(has('old-layout', replaced(event, "'Initiated'>false", "'Initiated'>true"))).toBe(false);
  });

  it.each([
    ['NT AUTHORITY\\SYSTEM', false],
    ['NT-AUTORITÄT\\SYSTEM', false],
    ['AUTORITE NT\\Système', false],
    ['NT AUTHORITY\\СИСТЕМА', false],
    ['NT AUTHORITY\\LOCAL SERVICE', true],
    ['NT SERVICE\\x', true],
    ['NT VIRTUAL MACHINE\\x', true],
    ['CORP\\jdoe', true],
    ['PRINT\\jdoe', true],
    ['-', true],
  ])('the user of System: %s', (user, said) => {
    const event = changed(soundSystemEvent, ['>NT AUTHORITY\\SYSTEM<', `>${user}<`]);
    expect(validateSysmonEvent3(event).map(({ check, path }) => [check, path])).toEqual(
      said ? [['sysmon3/system-process', 'EventData/User']] : [],
    );
  });

  it.each([
    ['Sysmon.exe', false],
    ['Sysmon64.exe', false],
    ['Sysmon64a.exe', false],
    ['sysmon64.EXE', false],
    ['Sysmona.exe', true],
    ['Sysmon64b.exe', true],
    ['MySysmon.exe', true],
    ['Sysmon64.exe.exe', true],
  ])('the writer of the log: %s', (name, said) => {
    const event = changed(soundEvent, ['>6604<', '>3120<'], ['Program Files\\Example\\example.exe', `Windows\\${name}`]);
    expect(has('writer-connects', event)).toBe(said);
  });

  const accepted = changed(soundEvent, field('Initiated', 'true', 'false'));
  const onto = (port: string) => field('DestinationPort', '443', port);
  const from = (port: string) => field('SourcePort', '50123', port);
  const itself: Change = ['2001:db8:ffff:0:0:0:0:1', '2001:db8:0:0:0:0:0:20'];
  it.each([
    ['accepted on a port of System', [onto('445')], true],
    ['from a port of System, by the old layout', [from('445')], true],
    ['with itself', [onto('445'), itself], false],
    ['a datagram received on a port of System', [['>tcp<', '>udp<'], from('137')], true],
    ['a datagram received from a port of System', [['>tcp<', '>udp<'], onto('137')], false],
    ['with a port of tcp over udp', [['>tcp<', '>udp<'], from('445')], false],
  ] as const)('the owner of a port: %s', (_, changes, said) => {
    expect(has('owner', changed(accepted, ...(changes as readonly Change[])))).toBe(said);
  });

  it.each([
    ['1337', 'waste', 'port-name'],
    ['1337', '-', undefined],
    ['1338', 'waste', 'port-name-unlisted'],
    ['49151', 'waste', 'port-name-unlisted'],
    ['49152', 'waste', 'port-name'],
    ['1338', 'https', 'port-name'],
    ['443', '-', 'port-name'],
  ])('the name of tcp/%s: %s', (port, name, check) => {
    const event = changed(soundEvent, onto(port), field('DestinationPortName', 'https', name));
    expect(validateSysmonEvent3(event).map((issue) => issue.check)).toEqual(check ? [`sysmon3/${check}`] : []);
  });

  it.each([
    ['223.255.255.255', false],
    ['224.0.0.0', true],
    ['239.255.255.255', true],
    ['240.0.0.1', false],
    ['255.255.255.254', false],
    ['255.255.255.255', true],
  ])('tcp to many: %s', (address, said) => {
    expect(has('multicast-tcp', replaced(soundEvent, '2001:db8:ffff:0:0:0:0:1', address))).toBe(said);
  });

  it.each([
    ['fc00:0:0:0:0:0:0:1', false],
    ['fdff:0:0:0:0:0:0:1', false],
    ['fe00:0:0:0:0:0:0:1', true],
    ['fe7f:0:0:0:0:0:0:1', true],
    ['fe80:0:0:0:0:0:0:1', false],
    ['febf:0:0:0:0:0:0:1', false],
    ['fec0:0:0:0:0:0:0:1', true],
    ['1fff:0:0:0:0:0:0:1', true],
    ['2000:0:0:0:0:0:0:1', false],
    ['3fff:0:0:0:0:0:0:1', false],
    ['4000:0:0:0:0:0:0:1', true],
    ['64:ff9b:0:0:0:0:0:1', false],
    ['64:ff9c:0:0:0:0:0:1', true],
  ])('an address outside of all assigned blocks: %s', (address, said) => {
    expect(has('ipv6-range', replaced(soundEvent, '2001:db8:ffff:0:0:0:0:1', address))).toBe(said);
  });

  it('EventData stands behind System', () => {
    const [, head, system, data] = /^(<Event [^>]*>)(<System>.*<\/System>)(<EventData>.*<\/EventData>)<\/Event>$/.exec(
      soundEvent,
    )!;
    const issues = validateSysmonEvent3(`${head}${data}${system}</Event>`);
    expect(issues).toMatchObject([{ check: 'sysmon3/structure', code: 'OUT_OF_ORDER', path: 'Event/System' }]);
  });
});

describe('network.type of a document against SourceIsIpv6', () => {
  const data = Object.fromEntries(
    [...soundEvent.matchAll(/<Data Name='(\w+)'>([^<]*)</g)].map(([, name, value]) => [name!, value!] as const),
  );
  const copies = (type: string, sourceIsIpv6: string | undefined) => {
    const document = {
      '@timestamp': '2024-03-05T10:15:30.123Z',
      event: { code: '3' },
      network: { transport: 'tcp', direction: 'egress', type },
      winlog: {
        channel: 'Microsoft-Windows-Sysmon/Operational',
        computer_name: 'ws01.corp.example',
        event_id: '3',
        provider_name: 'Microsoft-Windows-Sysmon',
        event_data: { ...data, SourceIsIpv6: sourceIsIpv6 },
      },
    };
    const { issues, summary } = validateText(JSON.stringify(document), { only: ['sysmon3/copy'] });
    expect(summary.byForm).toEqual({ 'sysmon-ecs': 1 });
    return issues.map(({ path }) => path);
  };

  it.each([
    ['ipv6', 'true', []],
    ['ipv4', 'true', ['network.type']],
    ['ipv6', 'false', ['network.type']],
    ['ipv4', 'false', []],
    ['ipv6', undefined, []],
  ])('%s and %s', (type, flag, paths) => expect(copies(type, flag)).toEqual(paths));
});
