import { pick } from '../../pick.js';
import { compressIpv6 } from '../../text/compressIpv6.js';
import { type FalconDraft, withFields, withoutFields } from '../draft.js';
import type { FalconForm } from '../forms.js';
import { type FalconRow, type FalconScope, falconDraftFaults } from './fault.js';

type Fields = FalconDraft['fields'];

const whole = (form: FalconForm): boolean => form.whole;
const feed = (form: FalconForm): boolean => form.id === 'fdr';
const has =
  (name: string) =>
  (fields: Fields): boolean =>
    fields[name] !== undefined;
const set =
  (name: string, ...values: readonly string[]) =>
  (draft: FalconDraft, n: number): FalconDraft =>
    withFields(draft, { [name]: pick(values, n) });
const change =
  (name: string, to: (text: string) => string) =>
  (draft: FalconDraft): FalconDraft =>
    withFields(draft, { [name]: to(draft.fields[name] ?? '') });

const envelope: FalconScope = { forms: whole };
const carrying = (name: string): FalconScope => ({ forms: whole, when: has(name) });

const identityRows: readonly FalconRow[] = [
  [
    'agent-id-in-capitals',
    'agent-id',
    { ...envelope, when: ({ aid, cid }) => /[a-f]/u.test(aid ?? '') && /[a-f]/u.test(cid ?? '') },
    (draft, n) => change(pick(['aid', 'cid'], n), (id) => id.toUpperCase())(draft),
  ],
  ['agent-id-too-short', 'agent-id', envelope, (draft, n) => change(pick(['aid', 'cid'], n), (id) => id.slice(1))(draft)],
  [
    'agent-id-as-a-uuid',
    'agent-id',
    envelope,
    (draft, n) => change(pick(['aid', 'cid'], n), (id) => id.replace(/^(.{8})(.{4})(.{4})(.{4})/u, '$1-$2-$3-$4-'))(draft),
  ],
  [
    'agent-id-not-hexadecimal',
    'agent-id',
    envelope,
    (draft, n) => change(pick(['aid', 'cid'], n), (id) => `g${id.slice(1)}`)(draft),
  ],
  [
    'record-uuid-in-capitals',
    'record-uuid',
    { ...envelope, when: ({ id }) => /[a-f]/u.test(id ?? '') },
    change('id', (id) => id.toUpperCase()),
  ],
  ['record-uuid-without-hyphens', 'record-uuid', envelope, change('id', (id) => id.replaceAll('-', ''))],
  ['record-uuid-in-braces', 'record-uuid', envelope, change('id', (id) => `{${id}}`)],
  ['process-id-hexadecimal', 'process-id', envelope, change('ContextProcessId', (id) => `0x${BigInt(id).toString(16)}`)],
  ['process-id-negative', 'process-id', envelope, change('ContextProcessId', (id) => `-${id}`)],
  ['process-id-beyond-64-bits', 'process-id', envelope, set('ContextProcessId', '18446744073709551616')],
  ['process-id-empty', 'process-id', envelope, set('ContextProcessId', '')],
  ['cloud-address-in-words', 'cloud-address', envelope, set('aip', 'unknown', '192.0.2')],
  ['cloud-address-above-255', 'cloud-address', envelope, set('aip', '192.0.2.256')],
  ['cloud-address-with-port', 'cloud-address', envelope, set('aip', '192.0.2.51:443')],
  [
    'config-build-of-three-numbers',
    'config-build',
    carrying('ConfigBuild'),
    change('ConfigBuild', (build) => build.replace(/\.\d+$/u, '')),
  ],
  ['config-build-in-words', 'config-build', carrying('ConfigBuild'), change('ConfigBuild', (build) => `v${build}`)],
  ['state-hash-hexadecimal', 'decimal', carrying('ConfigStateHash'), set('ConfigStateHash', '0xdeadbeef', 'deadbeef')],
  ['state-hash-beyond-32-bits', 'decimal', carrying('ConfigStateHash'), set('ConfigStateHash', '4294967296')],
  ['entitlements-in-words', 'decimal', carrying('Entitlements'), set('Entitlements', 'all')],
  ['transmission-class-in-words', 'decimal', carrying('EffectiveTransmissionClass'), set('EffectiveTransmissionClass', 'high')],
];

const timeRows: readonly FalconRow[] = [
  ['timestamp-in-seconds', 'timestamp', envelope, change('timestamp', (time) => time.slice(0, 10))],
  ['timestamp-in-microseconds', 'timestamp', envelope, change('timestamp', (time) => `${time}000`)],
  ['timestamp-as-iso', 'timestamp', { forms: feed }, change('timestamp', (time) => new Date(Number(time)).toISOString())],
  [
    'context-timestamp-to-the-second',
    'context-timestamp',
    envelope,
    change('ContextTimeStamp', (time) => time.slice(0, 10)),
    'delay',
  ],
  [
    'context-timestamp-in-milliseconds',
    'context-timestamp',
    envelope,
    change('ContextTimeStamp', (time) => time.replace('.', '')),
  ],
  ['context-timestamp-too-fine', 'context-timestamp', envelope, change('ContextTimeStamp', (time) => `${time}000`)],
  [
    'context-timestamp-without-its-zeros',
    'context-timestamp',
    envelope,
    change('ContextTimeStamp', (time) => time.replace(/\d$/u, '')),
    'delay',
  ],
  [
    'received-before-it-happened',
    'delay',
    envelope,
    (draft) => withFields(draft, { timestamp: String(Math.round(Number(draft.fields.ContextTimeStamp) * 1000) - 120_000) }),
  ],
  [
    'received-a-month-later',
    'delay',
    envelope,
    (draft) =>
      withFields(draft, { timestamp: String(Math.round(Number(draft.fields.ContextTimeStamp) * 1000) + 30 * 86_400_000) }),
  ],
];

const OTHER_BUILD: Readonly<Record<string, string>> = { Win: '8', Mac: '3', Lin: '32', iOS: '4' };
const OTHER_PLATFORM: Readonly<Record<string, string>> = { Win: 'Mac', Mac: 'Lin', Lin: 'Win', iOS: 'Win' };
const buildRow = (draft: FalconDraft) =>
  withFields(draft, {
    ConfigBuild: (draft.fields.ConfigBuild ?? '').replace(/^(\d+)\.\d+/u, `$1.${OTHER_BUILD[draft.fields.event_platform ?? '']}`),
  });

const nameRows: readonly FalconRow[] = [
  ['name-without-version', 'name', envelope, change('name', (name) => name.replace(/V\d+$/u, ''))],
  ['name-without-number', 'name', envelope, change('name', (name) => name.replace(/\d+$/u, ''))],
  [
    'name-with-an-unknown-platform',
    'name',
    envelope,
    set('name', 'NetworkConnectIP6WinV5', 'NetworkConnectIP6LinuxV5'),
    'platform',
  ],
  ['name-of-an-ipv4-event', 'name-family', envelope, change('name', (name) => name.replace('IP6', 'IP4'))],
  [
    'name-of-an-accept-event',
    'name-family',
    envelope,
    change('name', (name) => name.replace('NetworkConnect', 'NetworkReceiveAccept')),
  ],
  ['name-of-a-blocked-event', 'name-family', envelope, change('name', (name) => name.replace('IP6', 'IP6Blocked')), 'name'],
  [
    'platform-in-full',
    'platform',
    envelope,
    set('event_platform', 'Windows', 'Linux', 'macOS', 'IOS'),
    'usual-field',
    'local-port-zero',
    'local-port-zero-windows',
    'foreign-field',
  ],
  [
    'platform-against-name',
    'platform',
    envelope,
    (draft) => withFields(draft, { event_platform: OTHER_PLATFORM[draft.fields.event_platform ?? ''] ?? 'Win' }),
    'usual-field',
    'foreign-field',
    'local-port-zero-windows',
    'local-port-zero',
  ],
  ['config-build-against-platform', 'platform', carrying('ConfigBuild'), buildRow],
];

const ADDRESSES = ['LocalAddressIP6', 'RemoteAddressIP6'];
const address = (to: (text: string) => string) => (draft: FalconDraft, n: number) => change(pick(ADDRESSES, n), to)(draft);
const isV6 = ({ LocalAddressIP6: local = '', RemoteAddressIP6: remote = '' }: Fields) =>
  local.includes(':') && remote.includes(':');
const ofBoth = (holds: (text: string) => boolean) => (fields: Fields) =>
  isV6(fields) && ADDRESSES.every((name) => holds(fields[name] ?? ''));
/** What is said of the remote address twice stays the same twice. */
const remote = (to: string | ((draft: FalconDraft) => string)) => (draft: FalconDraft) => {
  const text = typeof to === 'string' ? to : to(draft);
  const { RemoteAddressString } = draft.fields;
  return withFields(draft, {
    RemoteAddressIP6: text,
    ...(RemoteAddressString === undefined ? {} : { RemoteAddressString: text }),
  });
};
const hasPorts = ({ Protocol }: Fields) => Protocol === '6' || Protocol === '17';
const isGlobal = (fields: Fields) =>
  fields.LocalAddressIP6?.startsWith('2001:') === true && fields.RemoteAddressIP6?.startsWith('2001:') === true;
const outsideTable = (form: FalconForm) => form.whole;

const addressRows: readonly FalconRow[] = [
  [
    'address-with-zone',
    'address',
    { when: isV6, forms: outsideTable },
    address((text) => `${text}%eth0`),
    'remote-address-string',
  ],
  [
    'address-in-brackets',
    'address',
    { when: isV6, forms: outsideTable },
    address((text) => `[${text}]`),
    'remote-address-string',
  ],
  ['address-with-prefix', 'address', { forms: outsideTable }, address((text) => `${text}/128`), 'remote-address-string'],
  [
    'address-not-hexadecimal',
    'address',
    { when: isV6, forms: outsideTable },
    address((text) => text.replace(/[^:]+$/u, 'g')),
    'remote-address-string',
  ],
  [
    'address-of-seven-groups',
    'address',
    { when: isV6, forms: outsideTable },
    address((text) => text.replace(/:[^:]+$/u, '')),
    'remote-address-string',
  ],
  [
    'address-empty',
    'address',
    { forms: outsideTable },
    address(() => ''),
    'remote-address-present',
    'remote-address-string',
    'required',
  ],
  [
    'address-compressed',
    'address-text',
    { forms: feed, when: ofBoth((text) => compressIpv6(text) !== text) },
    address(compressIpv6),
  ],
  [
    'address-in-upper-case',
    'address-text',
    { forms: feed, when: ofBoth((text) => /[a-f]/u.test(text)) },
    address((text) => text.toUpperCase()),
  ],
  [
    'address-with-all-digits',
    'address-text',
    { forms: feed, when: isV6 },
    address((text) =>
      text
        .split(':')
        .map((group) => group.padStart(4, '0'))
        .join(':'),
    ),
  ],
  ['address-mapped', 'mapped', { forms: whole, when: isGlobal }, remote('0:0:0:0:0:ffff:c633:6407')],
  ['address-mapped-in-dots', 'mapped', { forms: whole, when: isGlobal }, remote('::ffff:198.51.100.7'), 'address-text'],
  [
    'address-under-the-other-key',
    'mapped',
    { forms: whole, when: isGlobal },
    (draft) => withFields(withoutFields(draft, 'RemoteAddressIP6', 'RemoteAddressString'), { RemoteAddressIP4: '198.51.100.7' }),
  ],
  ['remote-address-missing', 'remote-address-present', { forms: whole }, (draft) => withoutFields(draft, 'RemoteAddressIP6')],
  [
    'remote-addresses-of-both-families',
    'two-remote-addresses',
    { forms: whole },
    (draft) => withFields(draft, { RemoteAddressIP4: '198.51.100.7' }),
    'mapped',
  ],
  ['remote-unspecified', 'remote-unspecified', { when: isGlobal }, remote('0:0:0:0:0:0:0:0')],
  ['remote-loopback-from-afar', 'loopback-pair', { when: isGlobal }, remote('0:0:0:0:0:0:0:1')],
  ['loopback-to-afar', 'loopback-pair', { when: isGlobal }, set('LocalAddressIP6', '0:0:0:0:0:0:0:1')],
  ['link-local-from-afar', 'link-local-pair', { when: isGlobal }, remote('fe80:0:0:0:b0:4:5:6')],
  ['local-group', 'local-multicast', { when: isGlobal }, set('LocalAddressIP6', 'ff02:0:0:0:0:0:0:fb')],
  [
    'tcp-to-a-group',
    'tcp-multicast',
    { when: (fields) => isGlobal(fields) && fields.Protocol === '6' },
    remote('ff0e:0:0:0:0:0:0:fb'),
  ],
  [
    'connection-to-itself',
    'self',
    { when: (fields) => isGlobal(fields) && hasPorts(fields) },
    (draft) => withFields(remote(draft.fields.LocalAddressIP6 ?? '')(draft), { LocalPort: draft.fields.RemotePort ?? '' }),
  ],
  [
    'remote-address-string-of-another',
    'remote-address-string',
    { forms: whole, when: (fields) => has('RemoteAddressString')(fields) },
    set('RemoteAddressString', '2001:db8:77:0:0:0:0:1'),
  ],
];

const PORTS = ['LocalPort', 'RemotePort'];
const port = (to: (text: string) => string) => (draft: FalconDraft, n: number) => change(pick(PORTS, n), to)(draft);

const numberRows: readonly FalconRow[] = [
  ['protocol-above-255', 'protocol', {}, set('Protocol', '256', '1000')],
  ['protocol-in-words', 'protocol', { forms: whole }, set('Protocol', 'tcp')],
  ['protocol-with-leading-zero', 'protocol', { forms: whole }, change('Protocol', (text) => `0${text}`)],
  ['protocol-icmp-of-ipv4', 'protocol-unusual', { when: (fields) => !hasPorts(fields) }, set('Protocol', '1')],
  ['protocol-of-nobody', 'protocol-unusual', {}, set('Protocol', '132', '89'), 'portless'],
  ['port-too-large', 'port', {}, port(() => '65536')],
  ['port-with-leading-zero', 'port', { forms: whole }, port((text) => `0${text}`)],
  ['port-negative', 'port', { forms: whole }, port(() => '-1')],
  ['port-with-blank', 'port', { forms: whole }, port((text) => `${text} `)],
  ['port-in-words', 'port', { forms: whole }, port(() => 'https')],
  ['remote-port-zero', 'remote-port-zero', { when: hasPorts }, set('RemotePort', '0')],
  [
    'local-port-zero-on-windows',
    'local-port-zero-windows',
    { forms: whole, platforms: ['Win'], when: hasPorts },
    set('LocalPort', '0'),
    'local-port-zero',
  ],
  ['local-port-zero', 'local-port-zero', { forms: whole, platforms: ['Lin', 'iOS'], when: hasPorts }, set('LocalPort', '0')],
  ['port-without-protocol', 'portless', { when: (fields) => !hasPorts(fields) }, port(() => '443')],
  ['direction-above-4', 'direction', envelope, set('ConnectionDirection', '5', '17')],
  ['direction-in-words', 'direction', envelope, set('ConnectionDirection', 'outbound')],
  ['direction-inbound', 'direction-unusual', envelope, set('ConnectionDirection', '1', '2', '3', '4')],
  ['flags-in-words', 'flags', carrying('ConnectionFlags'), set('ConnectionFlags', 'raw')],
  ['flags-negative', 'flags', carrying('ConnectionFlags'), set('ConnectionFlags', '-1')],
  ['flags-beyond-the-known', 'flags-unusual', carrying('ConnectionFlags'), set('ConnectionFlags', '32', '255')],
  ['flags-loopback-from-afar', 'flags-unusual', { forms: whole, when: isGlobal }, set('ConnectionFlags', '16', '17')],
  ['icmp-type-of-tcp', 'icmp-fields', { forms: whole, platforms: ['Win', 'Mac', 'Lin'], when: hasPorts }, set('IcmpType', '8')],
  [
    'icmp-code-on-ios',
    'icmp-fields',
    { forms: whole, platforms: ['iOS'], when: ({ Protocol }) => Protocol === '58' },
    set('IcmpCode', '0'),
  ],
];

/** What is wrong with the values of an event. */
export const falconValueFaults = falconDraftFaults([...identityRows, ...timeRows, ...nameRows, ...addressRows, ...numberRows]);
