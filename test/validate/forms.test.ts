import { describe, expect, it } from 'vitest';
import { type Form, validateText } from '../../src/validate/index.js';
import { soundEvent } from './soundRecords.js';

// Written by hand after the descriptions of the forms: one connection, as each of them has it.
const data = {
  RuleName: '-',
  UtcTime: '2024-03-05 10:15:30.123',
  ProcessGuid: '{1a2b3c4d-df50-65e6-5307-000000000400}',
  ProcessId: '6604',
  Image: 'C:\\Program Files\\Example\\example.exe',
  User: 'CORP\\jdoe',
  Protocol: 'tcp',
  Initiated: 'true',
  SourceIsIpv6: 'false',
  SourceIp: '10.20.0.17',
  SourceHostname: 'ws01.corp.example',
  SourcePort: '50123',
  SourcePortName: '-',
  DestinationIsIpv6: 'false',
  DestinationIp: '192.0.2.80',
  DestinationHostname: '-',
  DestinationPort: '443',
  DestinationPortName: 'https',
};
const native = {
  ...data,
  ProcessId: 6604,
  Initiated: true,
  SourceIsIpv6: false,
  SourcePort: 50123,
  DestinationIsIpv6: false,
  DestinationPort: 443,
};
const { RuleName: _rule, SourcePortName: _name, DestinationHostname: _host, ...withoutUnknown } = data;

const CHANNEL = 'Microsoft-Windows-Sysmon/Operational';
const PROVIDER = 'Microsoft-Windows-Sysmon';
const GUID = '{5770385f-c22a-43e0-bf4c-06f5698ffbd9}';
const TASK = 'Network connection detected (rule: NetworkConnect)';

const winlog = {
  channel: CHANNEL,
  computer_name: 'ws01.corp.example',
  event_id: '3',
  opcode: 'Info',
  process: { pid: 3120, thread: { id: 4416 } },
  provider_guid: GUID,
  provider_name: PROVIDER,
  record_id: '4711',
  task: TASK,
  user: { identifier: 'S-1-5-18' },
  version: 5,
};

const evtxDump = (attributes: (name: string, values: object) => object, guid: string) => ({
  Event: {
    System: {
      ...attributes('Provider', { Name: PROVIDER, Guid: '5770385F-C22A-43E0-BF4C-06F5698FFBD9' }),
      EventID: 3,
      Version: 5,
      Level: 4,
      Task: 3,
      Opcode: 0,
      Keywords: '0x8000000000000000',
      ...attributes('TimeCreated', { SystemTime: '2024-03-05T10:15:31.456789Z' }),
      EventRecordID: 4711,
      Correlation: null,
      ...attributes('Execution', { ProcessID: 3120, ThreadID: 4416 }),
      Channel: CHANNEL,
      Computer: 'ws01.corp.example',
      ...attributes('Security', { UserID: 'S-1-5-18' }),
    },
    EventData: { ...native, ProcessGuid: guid },
  },
});

const ecs = {
  '@timestamp': '2024-03-05T10:15:30.123Z',
  event: { code: '3', kind: 'event' },
  source: { ip: '10.20.0.17', port: 50123, domain: 'ws01.corp.example' },
  destination: { ip: '192.0.2.80', port: 443 },
  network: { transport: 'tcp', direction: 'egress', type: 'ipv4', protocol: 'https' },
  process: { entity_id: data.ProcessGuid, executable: data.Image, pid: 6604 },
};

const forms: readonly (readonly [what: string, form: Form, record: object])[] = [
  [
    'Winlogbeat 7 and 8',
    'sysmon-winlogbeat',
    { '@timestamp': '2024-03-05T10:15:31.456Z', event: { code: '3' }, winlog: { ...winlog, event_data: data } },
  ],
  [
    'Winlogbeat 6, which drops what is empty',
    'sysmon-winlogbeat',
    {
      '@timestamp': '2024-03-05T10:15:31.456Z',
      source_name: PROVIDER,
      provider_guid: GUID,
      event_id: 3,
      version: 5,
      level: 'Information',
      task: TASK,
      opcode: 'Info',
      record_number: '4711',
      log_name: CHANNEL,
      computer_name: 'ws01.corp.example',
      process_id: 3120,
      thread_id: 4416,
      event_data: { ...withoutUnknown, ProcessGuid: '{1a2b3c4d-df50-65e6-0000-0010a0b1c200}' },
    },
  ],
  [
    'NXLog',
    'sysmon-nxlog',
    {
      ...data,
      EventTime: '2024-03-05 11:15:31',
      SourceModuleType: 'im_msvistalog',
      EventReceivedTime: '2024-03-05 11:15:32',
      SourceName: PROVIDER,
      ProviderGuid: GUID.toUpperCase(),
      EventID: 3,
      Version: 5,
      Task: 3,
      OpcodeValue: 0,
      Keywords: '-9223372036854775808',
      RecordNumber: 4711,
      ExecutionProcessID: 3120,
      ThreadID: 4416,
      Channel: CHANNEL,
      Hostname: 'ws01.corp.example',
      UserID: 'S-1-5-18',
    },
  ],
  [
    'NXLog that lost the process id',
    'sysmon-nxlog',
    {
      ...without(data, 'ProcessId'),
      SourceModuleType: 'im_msvistalog',
      EventID: 3,
      SourceName: PROVIDER,
      RecordNumber: 4711,
      Channel: CHANNEL,
      Hostname: 'ws01',
    },
  ],
  [
    'flat data sets',
    'sysmon-flat',
    {
      ...data,
      SourceName: PROVIDER,
      EventID: 3,
      Level: '4',
      Task: '3',
      Keywords: '0x8000000000000000',
      Channel: CHANNEL,
      Hostname: 'ws01.corp.example',
      TimeCreated: '2024-03-05T10:15:31.456Z',
    },
  ],
  [
    'evtx_dump',
    'sysmon-evtx-dump',
    evtxDump((name, values) => ({ [name]: { '#attributes': values } }), '1A2B3C4D-DF50-65E6-5307-000000000400'),
  ],
  [
    'evtx_dump with separate attributes',
    'sysmon-evtx-dump',
    evtxDump((name, values) => ({ [`${name}_attributes`]: values }), '1A2B3C4D-DF50-65E6-5307-000000000400'),
  ],
  ['Elastic Common Schema that keeps the event data', 'sysmon-ecs', { ...ecs, winlog: { ...winlog, event_data: data } }],
  ['Elastic Common Schema that moves it', 'sysmon-ecs', { ...ecs, winlog }],
  [
    'the names of the data dictionary',
    'sysmon-ossem',
    {
      event_id: 3,
      event_date_creation: '2024-03-05T10:15:30.123Z',
      process_guid: data.ProcessGuid,
      process_id: 6604,
      process_path: data.Image,
      user_name: data.User,
      network_protocol: 'tcp',
      network_connection_initiated: true,
      src_is_ipv6: false,
      src_ip_addr: '10.20.0.17',
      src_host_name: '-',
      src_port: 50123,
      src_port_name: '-',
      dst_is_ipv6: false,
      dst_ip_addr: '192.0.2.80',
      dst_host_name: '-',
      dst_port: 443,
      dst_port_name: '-',
    },
  ],
];

function without(record: object, key: string): object {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

describe('a Sysmon event in JSON', () => {
  it.each(forms)('as %s', (_, form, record) => {
    const line = JSON.stringify(record);
    const ways = [line, `${JSON.stringify(record, null, 2)}\n`, `[${line}]`, JSON.stringify({ _index: 'x', _source: record })];
    for (const text of [...ways, `Record 1\n${JSON.stringify(record, null, 2)}\n`])
      expect(validateText(text), text).toMatchObject({ issues: [], summary: { records: 1, byForm: { [form]: 1 } } });
  });

  it.each(forms)('as %s, broken', (_, form, record) => {
    const broken = JSON.stringify(record).replaceAll('192.0.2.80', '192.0.2.280');
    const { issues, summary } = validateText(broken);
    expect(issues.map(({ check }) => check)).toContain('sysmon3/address');
    expect(summary.byForm).toEqual({ [form]: 1 });
  });
});

const RENDERING =
  "<RenderingInfo Culture='en-US'><Message>Network connection detected:</Message><Level>Information</Level></RenderingInfo></Event>";
const laidOut = soundEvent.replaceAll("'", '"').replaceAll('></Data>', '/>').replaceAll('><', '>\n  <');

describe('a Sysmon event in XML', () => {
  it.each<[string, Form, string]>([
    ['as the Windows API renders it', 'sysmon-winevt', soundEvent],
    ['as Event Viewer shows it', 'sysmon-viewer', laidOut.replaceAll('/>', ' />')],
    ['as evtxexport writes it', 'sysmon-evtxexport', laidOut],
    ['with a rendered message behind', 'sysmon-winevt', soundEvent.replace('</Event>', RENDERING)],
  ])('%s', (_, form, text) =>
    expect(validateText(text)).toMatchObject({ issues: [], summary: { records: 1, byForm: { [form]: 1 } } }),
  );

  // As xml.etree.ElementTree of Python writes what it has read.
  const declared = ' xmlns:ns0="http://schemas.microsoft.com/win/2004/08/events/event"';
  const prefixed = laidOut
    .replace(/ xmlns="[^"]*"/, declared)
    .replace(/<(\/?)(?=\w)/g, '<$1ns0:')
    .replaceAll('/>', ' />');
  const another = prefixed.replace('>4711<', '>4712<');
  it.each<[string, string]>([
    ['bound in each', `${prefixed}\n${another}\n`],
    ['under a root without it', `<?xml version='1.0'?>\n<Log a="b">${prefixed}${another}</Log>\n`],
    ['bound in the root', `<Events${declared}>\n${(prefixed + another).replaceAll(declared, '')}</Events>\n`],
    ['bound in a root that has it too', `<ns0:Events${declared}>${(prefixed + another).replaceAll(declared, '')}</ns0:Events>`],
    ['and another default', `<root>${(prefixed + another).replaceAll(declared, `${declared} xmlns="urn:x"`)}</root>`],
    ['of other letters', (prefixed + another).replaceAll('ns0', 'a.b-c')],
  ])('with a prefix for the namespace, %s', (_, text) => {
    expect(validateText(text)).toMatchObject({ issues: [], summary: { records: 2, errors: 0 } });
    const [issue, ...more] = validateText(text.replace('>443<', '>0<')).issues;
    expect([issue?.check, issue?.path, more]).toEqual(['sysmon3/port', 'EventData/DestinationPort', []]);
  });

  it.each([
    ['that is bound to something else', prefixed.replace(declared, ' xmlns:ns0="urn:x"')],
    ['that is not bound', prefixed.replace(declared, '')],
    ['that another one is bound as', prefixed.replace(declared, declared.replace('ns0', 'ns1'))],
  ])('a prefix %s does not make an event', (_, text) =>
    expect(validateText(`${soundEvent}\n${text}`)).toMatchObject({
      issues: [{ check: 'input/stray-text', received: expect.stringMatching(/^<ns0:Event/) }],
      summary: { records: 1 },
    }),
  );

  it('with a prefix, cut off', () => {
    const { issues, summary } = validateText(`${prefixed.slice(0, 900)}\n${another}`);
    expect([issues.map(({ check }) => check), summary.records]).toEqual([['input/truncated'], 1]);
  });

  it.each(['events', 'Log', 'root', 'a:b'])('under one root element <%s>', (name) => {
    const second = soundEvent.replace('>4711<', '>4712<');
    const all = `<${name} x="1">\n${soundEvent}\n${second}\n</${name}>\n`;
    expect(validateText(`<?xml version="1.0"?>\n${all}`)).toMatchObject({ issues: [], summary: { records: 2 } });
    for (const [text, line] of [
      [`${soundEvent}\n${all}`, 2],
      [`x\n${all}`, 1],
      [`${all}${all}`, 5],
      [`<x>${all}`, 1],
    ] as const)
      expect(validateText(text, { stream: false }).issues[0]).toMatchObject({ check: 'input/stray-text', line });
  });

  it('as evtx_dump writes it: times with 6 decimals are those of a converter', () => {
    const dumped = laidOut.replace(/(SystemTime="[^"]*\.\d{6})\d+Z/, '$1Z').replace(/<(\w+)([^>]*)\/>/g, '<$1$2>\n  </$1>');
    const text = `Record 1\n<?xml version="1.0" encoding="utf-8"?>\n${dumped}\n`;
    expect(validateText(text, { profile: 'lenient' }).summary).toMatchObject({ records: 1, errors: 0, notes: 1 });
    expect(validateText(text).issues.map(({ check }) => check)).toEqual(['sysmon3/system-time']);
  });

  it('as python-evtx writes it: its own times and truth values are no faults of published data', () => {
    const python = laidOut
      .replace('<EventID>', '<EventID Qualifiers="">')
      .replace(/SystemTime="[^"]*"/, 'SystemTime="2024-03-05 10:15:31.456789"')
      .replaceAll('>true<', '>True<')
      .replaceAll('>false<', '>False<');
    const { issues, summary } = validateText(python, { profile: 'lenient' });
    expect(summary).toMatchObject({ records: 1, errors: 0, byForm: { 'sysmon-python-evtx': 1 } });
    expect([...new Set(issues.map(({ check }) => check))].sort()).toEqual([
      'sysmon3/attributes',
      'sysmon3/boolean',
      'sysmon3/system-time',
    ]);
  });
});

describe('a Sysmon event of Linux', () => {
  const linux = laidOut
    .replaceAll('\n  ', '')
    .replace(/ xmlns="[^"]*"/, '')
    .replace(PROVIDER, 'Linux-Sysmon')
    .replace(CHANNEL, 'Linux-Sysmon/Operational')
    .replace(/Guid="[^"]*"/, 'Guid="{ff032593-a8d3-4f13-b0d6-01fc615a0f97}"')
    .replace('UserID="S-1-5-18"', 'UserId="0"')
    .replace(/(Name="Image">)[^<]*/, '$1/usr/bin/curl')
    .replace(/(Name="User">)[^<]*/, '$1root')
    .replace(/(Name="\w+Hostname">)[^<]*/g, '$1-')
    .replace(/(Name="\w+PortName">)[^<]*/g, '$1-')
    .replace(/(Name="ProcessId">)[^<]*/, '$16605');

  it.each([
    ['', 'bare'],
    ['Nov  4 09:59:47 build-7 sysmon: ', 'behind syslog'],
    ['<14>Nov 14 09:59:47 build-7 sysmon[812]: ', 'behind syslog with a priority'],
    ['2024-03-05T10:15:31.5+01:00 build-7 sysmon: ', 'behind syslog with a newer time'],
    ['2024-03-05T10:15:31+0100 build-7 sysmon[812]: ', 'behind the time of journalctl'],
    ['<14>1 2024-03-05T10:15:31.500Z build-7 sysmon 812 - - ', 'behind RFC 5424'],
  ])('%s%s', (prefix) => {
    const text = `${prefix}${linux}\n${prefix}${linux.replace('>4711<', '>4712<')}\n`;
    expect(validateText(text)).toMatchObject({ issues: [], summary: { records: 2, byForm: { 'sysmon-linux': 2 } } });
  });

  it.each([
    [
      'a namespace',
      linux.replace('<Event>', '<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event">'),
      'namespace',
    ],
    ['the UserID of Windows', linux.replace('UserId="0"', 'UserID="S-1-5-18"'), 'user-id'],
    ['a host name', linux.replace(/(Name="SourceHostname">)-/, '$1build-7'), 'linux-names'],
    ['port 0', linux.replace('>50123<', '>0<'), 'port-zero'],
    ['the channel of Windows', linux.replace('Linux-Sysmon/Operational', CHANNEL), 'channel'],
    ['a domain account', linux.replace('>root<', '>CORP\\root<'), 'user'],
    ['a drive letter', linux.replace('/usr/bin/curl', 'C:\\curl.exe'), 'image-path'],
  ])('does not have %s', (_, text, check) =>
    expect(validateText(text).issues.map((issue) => issue.check)).toContain(`sysmon3/${check}`),
  );

  it('may lack the image of a process that is gone', () =>
    expect(validateText(linux.replace(/<Data Name="Image">[^<]*<\/Data>/, '')).issues).toEqual([]));
});
