import { pick } from '../../pick.js';
import { type SysmonDraft, withData } from '../draft.js';
import { eras } from '../eras.js';
import { ZERO_GUID } from '../processGuid.js';
import { type DraftRow, draftFaults, type Scope } from './fault.js';
import {
  asTexts,
  both,
  hasGuid,
  hasPath,
  isInitiated,
  isLost,
  isSystem,
  isTcp,
  keepsEmpty,
  linux,
  not,
  showing,
} from './scopes.js';

const set =
  (field: string, ...values: readonly string[]) =>
  (draft: SysmonDraft, n: number): SysmonDraft =>
    withData(draft, { [field]: pick(values, n) });
const change =
  (field: string, to: (text: string) => string) =>
  (draft: SysmonDraft): SysmonDraft =>
    withData(draft, { [field]: to(draft.data[field] ?? '') });

const withBraces: Scope['forms'] = (form) => !form.id.startsWith('evtx-dump');
const ordinary: Scope = { platform: 'windows', when: hasPath };
const known = both(hasPath, hasGuid);
/** The unknown style shows in at least one field. */
const showsDash = ({ data }: SysmonDraft) => Object.values(data).includes('-');
const hasNoPortNames = ({ data }: SysmonDraft) =>
  [data.SourcePortName, data.DestinationPortName].every((name) => name === '-' || name === '');
const mixedCase = (guid: string) => guid.slice(0, 10).toUpperCase() + guid.slice(10).toLowerCase();
const hasLettersTwice = ({ data }: SysmonDraft) => /^\{[^-]*[a-f].*-.*[a-f]/iu.test(data.ProcessGuid ?? '');
const unknownUser = (draft: SysmonDraft) => withData(draft, { User: eras[draft.era].unknown });

const rows: readonly DraftRow[] = [
  ['process-guid-without-braces', 'guid-braces', { forms: withBraces }, change('ProcessGuid', (guid) => guid.slice(1, -1))],
  ['process-guid-too-short', 'process-guid', {}, change('ProcessGuid', (guid) => guid.replace(/.\}$/u, '}'))],
  ['process-guid-without-hyphens', 'process-guid', {}, change('ProcessGuid', (guid) => guid.replaceAll('-', ''))],
  ['process-guid-not-hexadecimal', 'process-guid', {}, change('ProcessGuid', (guid) => guid.replace(/.\}$/u, 'g}'))],
  [
    'process-guid-in-two-cases',
    'guid-case',
    { forms: (form) => form.guidCase === undefined, when: both(hasGuid, hasLettersTwice) },
    change('ProcessGuid', mixedCase),
  ],
  [
    'process-guid-of-an-old-version',
    'guid-era',
    { platform: 'windows', eras: ['11'], when: both(hasGuid, showsDash) },
    change('ProcessGuid', (guid) => `${guid.slice(0, 20)}0000-0010${guid.slice(29, 37)}}`),
  ],
  ['process-id-zero', 'process-id', {}, set('ProcessId', '0'), 'system-process', 'owner'],
  [
    'process-id-not-a-multiple-of-4',
    'process-id',
    { platform: 'windows', when: ({ data }) => data.ProcessId !== '4' },
    (draft, n) => withData(draft, { ProcessId: String(Number(draft.data.ProcessId) + 1 + (n % 3)) }),
  ],
  [
    'process-id-hexadecimal',
    'process-id',
    { forms: asTexts, when: hasPath },
    change('ProcessId', (id) => `0x${Number(id).toString(16)}`),
  ],
  ['process-id-with-leading-zero', 'process-id', { forms: asTexts, when: hasPath }, change('ProcessId', (id) => `0${id}`)],
  [
    'process-id-with-separator',
    'process-id',
    { forms: asTexts, when: hasPath },
    change('ProcessId', (id) => `${id.slice(0, 1)},${id.slice(1)}`),
  ],
  ['process-id-beyond-32-bits', 'process-id', { when: hasPath }, set('ProcessId', '4294967296')],
  ['image-empty', 'image', { ...ordinary, forms: keepsEmpty }, set('Image', ''), 'unknown-style', 'owner'],
  ['image-hyphen', 'image', ordinary, set('Image', '-'), 'unknown-style', 'owner'],
  ['image-without-path', 'image-path', ordinary, change('Image', (path) => path.slice(path.lastIndexOf('\\') + 1))],
  ['image-relative', 'image-path', ordinary, change('Image', (path) => `..${path.slice(2)}`)],
  ['image-with-slashes', 'image-path', ordinary, change('Image', (path) => path.slice(2).replaceAll('\\', '/')), 'owner'],
  ['image-with-a-drive-on-linux', 'image-path', linux, set('Image', 'C:\\Windows\\System32\\svchost.exe')],
  ['image-escaped-twice', 'image-escaped-twice', { platform: 'windows', when: isLost }, set('Image', '&lt;unknown process&gt;')],
  ['user-without-domain', 'user', ordinary, change('User', (user) => user.slice(user.indexOf('\\') + 1))],
  ['user-with-slash', 'user', ordinary, change('User', (user) => user.replace('\\', '/'))],
  ['user-unknown-for-a-known-process', 'user', { ...ordinary, eras: ['11'] }, unknownUser],
  ['user-empty-for-a-known-process', 'user', { ...ordinary, eras: ['10.4', '8', '6'], forms: keepsEmpty }, unknownUser],
  ['system-with-another-process-id', 'system-process', { platform: 'windows', when: isSystem }, set('ProcessId', '8', '1044')],
  [
    'system-with-another-user',
    'system-process',
    { platform: 'windows', when: isSystem },
    set('User', 'CORP\\ada', 'NT AUTHORITY\\NETWORK SERVICE'),
  ],
  ['process-4-with-another-image', 'system-process', ordinary, set('ProcessId', '4')],
  [
    'process-id-of-the-writer',
    'writer-connects',
    { platform: 'windows', when: hasPath, forms: showing('processId') },
    (draft) => withData(draft, { ProcessId: draft.system.processId }),
  ],
  [
    'initiator-on-a-port-of-services',
    'initiator-port',
    { platform: 'windows', when: both(hasPath, isTcp, isInitiated, hasNoPortNames) },
    (draft) => withData(draft, { SourcePort: '999', DestinationPort: '50999' }),
  ],
  ['zero-guid-of-a-known-process', 'unknown-process', { platform: 'windows', when: known }, set('ProcessGuid', ZERO_GUID)],
  [
    'known-image-with-zero-guid',
    'unknown-process',
    { platform: 'windows', eras: ['11'], when: both(isLost, not(hasGuid), ({ data }) => data.ProcessId !== '4') },
    set('Image', 'C:\\Windows\\System32\\svchost.exe'),
    'user',
    'owner',
  ],
];

const OWNED: Readonly<Record<string, readonly string[]>> = { tcp: ['445', '139', '5985', '5357'], udp: ['137', '138'] };
const accepts = (ports: (protocol: string) => readonly string[]) => (draft: SysmonDraft) =>
  !isInitiated(draft) && ports(draft.data.Protocol ?? '').includes(draft.data[`${draft.local}Port`] ?? '');
const program = { Image: 'C:\\Program Files\\Example\\example.exe', User: 'CORP\\ada', ProcessId: '6604' };

const ownerRows: readonly DraftRow[] = [
  [
    'port-of-system-owned-by-a-program',
    'owner',
    {
      platform: 'windows',
      eras: ['11', '10.4', '8'],
      when: both(
        isSystem,
        accepts((protocol) => OWNED[protocol] ?? []),
      ),
    },
    (draft) => withData(draft, program),
  ],
  [
    'port-of-system-owned-by-a-service',
    'owner',
    {
      platform: 'windows',
      eras: ['11', '10.4', '8'],
      when: both(
        isSystem,
        accepts((protocol) => OWNED[protocol] ?? []),
      ),
    },
    (draft) =>
      withData(draft, { ...program, Image: 'C:\\Windows\\System32\\svchost.exe', User: 'NT AUTHORITY\\NETWORK SERVICE' }),
  ],
  [
    'endpoint-mapper-owned-by-a-program',
    'owner',
    {
      platform: 'windows',
      eras: ['11', '10.4', '8'],
      when: both(
        hasPath,
        accepts((protocol) => (protocol === 'tcp' ? ['135'] : [])),
      ),
    },
    (draft) => withData(draft, program),
  ],
  [
    'endpoint-mapper-owned-by-system',
    'owner',
    {
      platform: 'windows',
      eras: ['11', '10.4', '8'],
      when: both(
        hasPath,
        accepts((protocol) => (protocol === 'tcp' ? ['135'] : [])),
      ),
    },
    (draft) => withData(draft, { Image: 'System', ProcessId: '4', User: 'NT AUTHORITY\\SYSTEM' }),
  ],
];

/** What is wrong with the process of a connection. */
export const processFaults = [...draftFaults(rows), ...draftFaults(ownerRows)];
