import { describe, expect, it } from 'vitest';
import { checksById, type Issue, validateSysmonEvent3, validateText } from '../../src/validate/index.js';
import { replaced } from './plantedFault.js';
import { DATA_NEEDED, DICTIONARY, type DictionaryField, JSON_TYPES, PARAMETERS, PROTOCOLS } from './published.js';
import { REAL_CONNECTS, REAL_EVENT_3, WHY } from './realData.js';
import { soundEvent, soundSystemEvent, soundTableRow, without } from './soundRecords.js';

type Json = Record<string, unknown>;

const checksOf = (issues: readonly Issue[]) => [...new Set(issues.map(({ check }) => check))];
const checksOfText = (text: string) => checksOf(validateText(text, { stream: false }).issues);
const checksOfJson = (record: Json) => checksOfText(JSON.stringify(record));

const textOf = (xml: string, field: string) => new RegExp(`<Data Name='${field}'>([^<]*)<`, 'u').exec(xml)![1]!;

/** A value in the JSON type that the dictionary gives its field; a text that cannot have it stays a text. */
function typed(type: DictionaryField['type'], text: string): unknown {
  if (JSON_TYPES[type] === 'number') return Number(text);
  return JSON_TYPES[type] === 'boolean' && /^(?:true|false)$/u.test(text) ? text === 'true' : text;
}

/** The event under the dictionary's names. */
function byDictionary(xml: string): Json {
  const fields = DICTIONARY.map(({ name, field, type }) => [name, typed(type, textOf(xml, field))]);
  const envelope = { '@timestamp': '2024-03-05T10:15:31.456Z', event_id: 3, host_name: 'ws01.corp.example' };
  return { ...envelope, ...Object.fromEntries(fields) };
}

const lacking = (record: Json, name: string): Json => Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));

describe('the data dictionary', () => {
  const sound = byDictionary(soundEvent);

  it('is a form, whose sound records pass', () => {
    const { issues, summary } = validateText(JSON.stringify(sound));
    expect(issues).toEqual([]);
    expect(summary.byForm).toEqual({ 'sysmon-ossem': 1 });
    expect(DICTIONARY).toHaveLength(18);
  });

  it.each(DICTIONARY)('$name has to be there, RuleName alone may lack', ({ name, field }) =>
    expect(checksOfJson(lacking(sound, name))).toEqual(field === 'RuleName' ? [] : ['sysmon3/field-missing']),
  );

  it.each(DICTIONARY)('$name is of its type, $type', ({ name, type }) => {
    const others = { string: 'a text', number: 4, boolean: true };
    for (const [other, value] of Object.entries({ ...others, null: null })) {
      if (other === JSON_TYPES[type]) continue;
      expect(checksOfJson({ ...sound, [name]: value }), other).toContain('sysmon3/value-type');
    }
  });

  it.each(DICTIONARY.filter(({ wrong }) => wrong !== undefined))(
    '$name: a wrong value is noticed',
    ({ name, type, wrong, valueChecks }) => {
      const found = checksOfJson({ ...sound, [name]: typed(type, wrong!) });
      expect(found).not.toContain('sysmon3/value-type');
      expect(
        valueChecks.some((check) => found.includes(check)),
        found.join(),
      ).toBe(true);
    },
  );

  it.each(DICTIONARY.filter(({ type }) => type === 'boolean'))('$name: the wrong truth value is noticed', ({ name, field }) => {
    if (field !== 'Initiated') expect(checksOfJson({ ...sound, [name]: false })).toContain('sysmon3/address-flag');
    expect(checksOf(validateSysmonEvent3(replaced(soundEvent, `'${field}'>true<`, `'${field}'>1<`)))).toContain(
      'sysmon3/boolean',
    );
  });

  it.each(['src_host_name', 'dst_host_name'])('%s: a broadcast address has none', (name) => {
    const broadcast = byDictionary(soundSystemEvent);
    const turned = {
      ...broadcast,
      network_connection_initiated: false,
      src_ip_addr: '255.255.255.255',
      dst_ip_addr: '192.0.2.20',
    };
    const record = name === 'src_host_name' ? turned : broadcast;
    expect(checksOfJson({ ...record, [name]: '-', [name === 'src_host_name' ? 'dst_host_name' : 'src_host_name']: '-' })).toEqual(
      [],
    );
    expect(checksOfJson({ ...record, [name]: 'computer or none' })).toContain('sysmon3/group-hostname');
  });

  it.each(DICTIONARY.filter(({ badSample }) => badSample))(
    '$name: what its sample shows is refused',
    ({ name, field, badSample }) => {
      const { like, check } = badSample!;
      const ofDictionary = checksOfJson({ ...sound, [name]: like });
      expect(ofDictionary.some((id) => id === check || id === 'sysmon3/value-type')).toBe(true);
      const xml = soundEvent.replace(new RegExp(`(<Data Name='${field}'>)[^<]*`, 'u'), (_, tag: string) => tag + like);
      expect(checksOf(validateSysmonEvent3(xml))).toContain(check);
    },
  );

  it('the version it gives is refused', () =>
    expect(checksOf(validateSysmonEvent3(replaced(soundEvent, '<Version>5', '<Version>0')))).toEqual(['sysmon3/version']));
});

describe('the data-needed page', () => {
  const withoutData = (field: string) => soundEvent.replace(new RegExp(`<Data Name='${field}'>[^<]*</Data>`, 'u'), '');
  const inEventData = DATA_NEEDED.filter(({ checks }) => checks.includes('sysmon3/field-missing'));

  it('lists all fields but RuleName', () => expect(inEventData).toHaveLength(17));

  it.each(inEventData)('$item has to be there', ({ item, checks }) =>
    expect(checksOf(validateSysmonEvent3(withoutData(item)))).toEqual(checks),
  );

  it.each([
    ['Channel', '<Channel>Microsoft-Windows-Sysmon/Operational</Channel>', '<Channel>Security</Channel>'],
    ['Provider', /<Provider [^>]*>/u, "<Provider Name='Sysmon' Guid='{5770385f-c22a-43e0-bf4c-06f5698ffbd9}'/>"],
    ['EventID', '<EventID>3</EventID>', '<EventID>5</EventID>'],
    ['Computer', '<Computer>ws01.corp.example</Computer>', '<Computer>a b</Computer>'],
  ])('%s has to be there, and right', (item, from, wrong) => {
    const [ofValue, ofPlace] = DATA_NEEDED.find((row) => row.item === item)!.checks;
    expect(checksOf(validateSysmonEvent3(soundEvent.replace(from, '')))).toContain(ofPlace);
    expect(checksOf(validateSysmonEvent3(soundEvent.replace(from, wrong)))).toContain(ofValue);
  });

  it('Hostname is no field of Sysmon', () => {
    const xml = replaced(soundEvent, "<Data Name='UtcTime'>", "<Data Name='Hostname'>ws01</Data><Data Name='UtcTime'>");
    expect(checksOf(validateSysmonEvent3(xml))).toEqual(['sysmon3/field-unknown']);
  });

  it('RuleName stands first, where it is', () => {
    expect(validateSysmonEvent3(withoutData('RuleName'))).toEqual([]);
    const last = replaced(withoutData('RuleName'), '</EventData>', "<Data Name='RuleName'>-</Data></EventData>");
    expect(checksOf(validateSysmonEvent3(last))).toEqual(['sysmon3/field-order']);
    const next = soundEvent.replace('>4711<', '>4712<');
    const { issues } = validateText(`${soundEvent}\n${next.replace("<Data Name='RuleName'>-</Data>", '')}`);
    expect(checksOf(issues)).toEqual(['sysmon3/stream-rule-name']);
  });

  it('an event like the one shown is read, with warnings', () => {
    const early = replaced(replaced(soundEvent, '10:15:30.123<', '10:15:19.484<'), '-df50-65e6-', '-f0bf-65e6-');
    const copy = early.replace(/<(?=Event |System>|EventData>)/gu, '- <');
    const { issues, summary } = validateText(copy.replaceAll('><', '> \n<'));
    expect(summary).toMatchObject({ records: 1, errors: 0, byForm: { 'sysmon-tree': 1 } });
    expect(checksOf(issues).sort()).toEqual(DATA_NEEDED.at(-1)!.checks.toSorted());
  });
});

describe("the vendor's page", () => {
  it('has a sample like ours, which passes', () => {
    const { issues, summary } = validateText(JSON.stringify(soundTableRow));
    expect(issues).toEqual([]);
    expect(summary.byForm).toEqual({ 'falcon-table': 1 });
    expect(PARAMETERS.map(({ name }) => name)).toEqual(Object.keys(soundTableRow));
  });

  it.each(PARAMETERS)('$name has to be there in FDR', ({ name, whatIfAbsent }) =>
    expect(checksOfText(JSON.stringify(without(name)))).toContain(whatIfAbsent),
  );

  it.each(PARAMETERS)('$name is a $type', ({ name, type }) => {
    const value = soundTableRow[name as keyof typeof soundTableRow];
    expect(checksOfJson({ ...soundTableRow, [name]: type === 'number' ? String(value) : 5 })).toContain(
      'falcon-ip6/number-values',
    );
  });

  it.each(PARAMETERS)('$name: a wrong value is noticed', ({ name, wrong, valueChecks }) => {
    const found = checksOfJson({ ...soundTableRow, [name]: wrong });
    expect(
      valueChecks.some((check) => found.includes(check)),
      found.join(),
    ).toBe(true);
  });

  it('has an enumeration of seven', () => expect(PROTOCOLS.filter(({ documented }) => documented)).toHaveLength(7));

  it.each(PROTOCOLS)('protocol $number, $name', ({ number, usual, portless }) => {
    const ports = portless ? { LocalPort: 0, RemotePort: 0 } : {};
    const expected = usual ? [] : ['falcon-ip6/protocol-unusual'];
    expect(checksOfJson({ ...soundTableRow, Protocol: number, ...ports })).toEqual(expected);
    const withPorts = checksOfJson({ ...soundTableRow, Protocol: number });
    expect(withPorts).toEqual(portless ? [...expected, 'falcon-ip6/portless'] : expected);
  });

  it('other protocols warn up to 255, and are errors from there', () => {
    const known = PROTOCOLS.map(({ number }) => number);
    for (let number = 0; number < 256; number += 1) {
      if (known.includes(number)) continue;
      expect(checksOfJson({ ...soundTableRow, Protocol: number })).toEqual(['falcon-ip6/protocol-unusual']);
    }
    expect(checksOfJson({ ...soundTableRow, Protocol: 256 })).toEqual(['falcon-ip6/protocol']);
  });

  it.each(['event_simpleName', 'ConnectionDirection'])('%s, which only its queries name, has to be there in FDR', (name) =>
    expect(checksOfText(JSON.stringify(without(name)))).toContain('falcon-ip6/required'),
  );
});

describe('what the pages say', () => {
  it('names checks that exist', () => {
    const named = [
      ...DICTIONARY.flatMap(({ valueChecks, badSample }) => [...valueChecks, ...(badSample ? [badSample.check] : [])]),
      ...DATA_NEEDED.flatMap(({ checks }) => checks),
      ...PARAMETERS.flatMap(({ whatIfAbsent, valueChecks }) => [whatIfAbsent, ...valueChecks]),
      ...[...REAL_EVENT_3, ...REAL_CONNECTS].flatMap(({ issues }) => Object.keys(issues)),
    ];
    expect(named.filter((id) => !(id in checksById))).toEqual([]);
    for (const { issues } of [...REAL_EVENT_3, ...REAL_CONNECTS])
      for (const id of Object.keys(issues)) expect(WHY).toHaveProperty([id]);
  });
});
