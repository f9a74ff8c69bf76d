import { pick } from '../../pick.js';
import { compressIpv6 } from '../../text/compressIpv6.js';
import { type End, otherEnd, type SysmonDraft, withData } from '../draft.js';
import { type DraftRow, draftFaults, type Scope } from './fault.js';
import { asTexts, asWritten, both, isInitiated, isIpv6, isTcp, not, toGroup, toItself, toSureGroup } from './scopes.js';

const ENDS: readonly End[] = ['Source', 'Destination'];
/** Changes a field of one of the two ends. */
const end =
  (field: string, to: (text: string) => string) =>
  (draft: SysmonDraft, n: number): SysmonDraft => {
    const name = `${pick(ENDS, n)}${field}`;
    return withData(draft, { [name]: to(draft.data[name] ?? '') });
  };
const address = (to: (text: string) => string) => end('Ip', to);
const port = (to: (text: string) => string) => end('Port', to);

const v6: Scope = { when: isIpv6 };
const v4: Scope = { when: not(isIpv6) };
/** How Sysmon for Linux writes IPv6 is not known. */
const v6Text: Scope = { platform: 'windows', forms: asWritten, when: isIpv6 };
/** Both ends have something to write in another way. */
const ofBoth = (holds: (address: string) => boolean) => (draft: SysmonDraft) =>
  isIpv6(draft) && holds(draft.data.SourceIp ?? '') && holds(draft.data.DestinationIp ?? '');
const padded = (text: string) =>
  text
    .split(':')
    .map((group) => group.padStart(4, '0'))
    .join(':');

const addressRows: readonly DraftRow[] = [
  ['address-with-zone', 'address', v6, address((text) => `${text}%4`)],
  ['address-in-brackets', 'address', v6, address((text) => `[${text}]`)],
  ['address-with-prefix', 'address', {}, address((text) => `${text}/64`)],
  ['address-with-port', 'address', v4, address((text) => `${text}:443`)],
  ['address-with-leading-zero', 'address', v4, address((text) => text.replace(/\.(\d+)$/u, '.0$1'))],
  ['address-above-255', 'address', v4, address((text) => text.replace(/\d+$/u, '256'))],
  ['address-of-three-numbers', 'address', v4, address((text) => text.replace(/\.\d+$/u, ''))],
  ['address-of-seven-groups', 'address', v6, address((text) => text.replace(/:[^:]+$/u, ''))],
  ['address-not-hexadecimal', 'address', v6, address((text) => text.replace(/[^:]+$/u, 'g'))],
  ['address-that-is-a-name', 'address', {}, address(() => 'ws01.corp.example')],
  ['address-compressed', 'ipv6-text', { ...v6Text, when: ofBoth((text) => compressIpv6(text) !== text) }, address(compressIpv6)],
  [
    'address-in-upper-case',
    'ipv6-text',
    { ...v6Text, when: ofBoth((text) => /[a-f]/u.test(text)) },
    address((text) => text.toUpperCase()),
  ],
  ['address-with-all-digits', 'ipv6-text', v6Text, address(padded)],
  [
    'address-junk-after-ipv4',
    'ipv6-range',
    { when: both(isIpv6, not(isTcp), not(toGroup)) },
    (draft) => withData(draft, { [`${otherEnd(draft.local)}Ip`]: 'ac12:2705:0:0:88e1:2fb8:84cc:ffff' }),
  ],
  ['flag-against-its-address', 'address-flag', {}, end('IsIpv6', (text) => (text === 'true' ? 'false' : 'true'))],
  [
    'address-of-the-other-family',
    'families',
    {},
    (draft) => {
      const far = otherEnd(draft.local);
      const other = isIpv6(draft) ? '198.51.100.7' : '2001:db8:ffff:0:0:0:0:1';
      return withData(draft, { [`${far}Ip`]: other, [`${far}IsIpv6`]: String(!isIpv6(draft)) });
    },
    'multicast-side',
  ],
  [
    'tcp-to-a-group',
    'multicast-tcp',
    { when: both(isTcp, isInitiated, not(toItself)) },
    (draft, n) =>
      withData(draft, {
        DestinationIp: isIpv6(draft) ? 'ff02:0:0:0:0:0:1:3' : pick(['224.0.0.252', '239.255.255.250', '255.255.255.255'], n),
        DestinationHostname: draft.data.RuleName === undefined || draft.era !== '11' ? '' : '-',
      }),
    'unknown-style',
    'port-name',
  ],
  [
    'group-on-the-wrong-side',
    'multicast-side',
    { when: toSureGroup },
    (draft) => withData(draft, { Initiated: String(!isInitiated(draft)) }),
    'owner',
  ],
];

const portRows: readonly DraftRow[] = [
  ['port-zero', 'port', { platform: 'windows' }, port(() => '0'), 'port-name', 'port-name-unlisted'],
  ['port-zero-on-linux', 'port-zero', { platform: 'linux' }, port(() => '0')],
  ['port-too-large', 'port', {}, port(() => '65536'), 'port-name', 'port-name-unlisted'],
  ['port-negative', 'port', {}, port((text) => `-${text}`), 'port-name', 'port-name-unlisted'],
  ['port-with-leading-zero', 'port', { forms: asTexts }, port((text) => `0${text}`), 'port-name', 'port-name-unlisted'],
  ['port-with-blank', 'port', { forms: asTexts }, port((text) => `${text} `), 'port-name', 'port-name-unlisted'],
  ['port-that-is-a-name', 'port', { forms: asTexts }, port(() => 'https'), 'port-name', 'port-name-unlisted'],
];

const flag = (to: (text: string) => string) => (draft: SysmonDraft, n: number) => {
  const name = pick(['Initiated', 'SourceIsIpv6', 'DestinationIsIpv6'], n);
  return withData(draft, { [name]: to(draft.data[name] ?? '') });
};

const wordRows: readonly DraftRow[] = [
  ['protocol-in-capitals', 'protocol', {}, (draft) => withData(draft, { Protocol: (draft.data.Protocol ?? '').toUpperCase() })],
  ['protocol-as-a-number', 'protocol', {}, (draft) => withData(draft, { Protocol: isTcp(draft) ? '6' : '17' })],
  ['protocol-of-another-kind', 'protocol', {}, (draft, n) => withData(draft, { Protocol: pick(['icmp', 'sctp', 'ip'], n) })],
  [
    'boolean-with-a-capital',
    'boolean',
    { forms: asTexts },
    flag((text) => text.replace(/^./u, (letter) => letter.toUpperCase())),
    'copy',
  ],
  ['boolean-in-capitals', 'boolean', { forms: asTexts }, flag((text) => text.toUpperCase()), 'copy'],
  ['boolean-as-a-digit', 'boolean', { forms: asTexts }, flag((text) => (text === 'true' ? '1' : '0')), 'copy'],
  ['boolean-in-words', 'boolean', { forms: asTexts }, flag((text) => (text === 'true' ? 'yes' : 'no')), 'copy'],
];

/** What is wrong with addresses, ports, protocol and flags. */
export const addressFaults = draftFaults([...addressRows, ...portRows, ...wordRows]);
