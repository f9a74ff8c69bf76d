import { pick } from '../../pick.js';
import { EVENT_3_FIELDS, otherEnd, type SysmonDraft, withData } from '../draft.js';
import { eras } from '../eras.js';
import { portName } from '../portNames.js';
import { type DraftRow, draftFaults, type Scope } from './fault.js';
import { both, isInitiated, isSurelyGroup, isTcp, toGroup, toItself, toSureGroup } from './scopes.js';

const NAMES = ['SourceHostname', 'SourcePortName', 'DestinationHostname', 'DestinationPortName'];
const unknownOf = ({ era }: SysmonDraft) => eras[era].unknown;
const unknownFields = (draft: SysmonDraft) =>
  ['RuleName', 'User', ...NAMES].filter((name) => draft.data[name] !== undefined && draft.data[name] === unknownOf(draft));
const knownNames = (draft: SysmonDraft) => NAMES.filter((name) => draft.data[name] !== unknownOf(draft));
/** A pipeline may remove what it has copied, and has no key for what is unknown: there nothing can be missed. */
const notMoved: Scope['forms'] = (form) => form.id !== 'ecs';
const isLookedUp = ({ lookup }: SysmonDraft) => lookup;

const namedEnds = ({ data }: SysmonDraft) =>
  (['Source', 'Destination'] as const).filter((end) => portName(data.Protocol as 'tcp' | 'udp', Number(data[`${end}Port`])));
const namelessEnds = ({ data }: SysmonDraft) =>
  (['Source', 'Destination'] as const).filter((end) => !portName(data.Protocol as 'tcp' | 'udp', Number(data[`${end}Port`])));
/** One name is missing where another shows that names are looked up. */
const canLose = (draft: SysmonDraft) => isLookedUp(draft) && namedEnds(draft).length > 0 && knownNames(draft).length > 1;
const onPort = (protocol: string, port: string) => (draft: SysmonDraft) =>
  draft.data.Protocol === protocol && (['SourcePort', 'DestinationPort'] as const).some((name) => draft.data[name] === port);
const nameOf =
  (port: string, name: string) =>
  (draft: SysmonDraft): SysmonDraft =>
    withData(draft, { [draft.data.SourcePort === port ? 'SourcePortName' : 'DestinationPortName']: name });

const windows: Scope = { platform: 'windows' };
const lookedUp = (...conditions: readonly ((draft: SysmonDraft) => boolean)[]): Scope => ({
  ...windows,
  when: both(isLookedUp, ...conditions),
});

const ends = ({ data }: SysmonDraft) =>
  Object.fromEntries(
    EVENT_3_FIELDS.filter((name) => /^(?:Source|Destination)/u.test(name)).map((name) => {
      const other = name.startsWith('Source') ? name.replace('Source', 'Destination') : name.replace('Destination', 'Source');
      return [name, data[other] ?? ''];
    }),
  );

const rows: readonly DraftRow[] = [
  [
    'unknown-in-two-styles',
    'unknown-style',
    { forms: notMoved, when: (draft) => unknownFields(draft).length > 1 },
    (draft, n) => withData(draft, { [pick(unknownFields(draft), n)]: unknownOf(draft) === '-' ? '' : '-' }),
    'linux-names',
    'guid-era',
    'old-layout',
  ],
  [
    'port-without-its-name',
    'port-name',
    { ...windows, forms: notMoved, when: canLose },
    (draft, n) => withData(draft, { [`${pick(namedEnds(draft), n)}PortName`]: unknownOf(draft) }),
  ],
  [
    'port-with-the-name-of-another',
    'port-name',
    lookedUp((draft) => namedEnds(draft).length > 0),
    (draft, n) => {
      const name = `${pick(namedEnds(draft), n)}PortName`;
      return withData(draft, { [name]: draft.data[name] === 'http' ? 'https' : 'http' });
    },
  ],
  [
    'name-on-a-chosen-port',
    'port-name',
    lookedUp((draft) => namelessEnds(draft).some((end) => Number(draft.data[`${end}Port`]) >= 49_152)),
    (draft) => {
      const end = namelessEnds(draft).find((each) => Number(draft.data[`${each}Port`]) >= 49_152)!;
      return withData(draft, { [`${end}PortName`]: 'https' });
    },
  ],
  ['name-on-5985', 'port-name', lookedUp(onPort('tcp', '5985')), nameOf('5985', 'wsman')],
  ['name-on-udp-389', 'port-name', lookedUp(onPort('udp', '389')), nameOf('389', 'ldap')],
  [
    'name-that-is-not-established',
    'port-name-unlisted',
    lookedUp(isTcp, isInitiated),
    (draft) => withData(draft, { DestinationPort: '21', DestinationPortName: 'ftp' }),
  ],
  [
    'group-with-a-name',
    'group-hostname',
    lookedUp(toSureGroup),
    (draft) => withData(draft, { [`${isSurelyGroup(draft.data.SourceIp) ? 'Source' : 'Destination'}Hostname`]: 'all.example' }),
  ],
  [
    'ends-of-an-accepted-connection-swapped',
    'old-layout',
    {
      ...windows,
      eras: ['11'],
      when: (draft) =>
        isTcp(draft) &&
        !isInitiated(draft) &&
        Number(draft.data.DestinationPort) < 49_152 &&
        unknownFields(draft).length > 0 &&
        !toItself(draft),
    },
    (draft) => withData(draft, ends(draft)),
  ],
  [
    'host-name-on-linux',
    'linux-names',
    { platform: 'linux', when: (draft) => !toGroup(draft) },
    (draft) => withData(draft, { [`${draft.local}Hostname`]: draft.system.computer }),
  ],
  [
    'peer-name-on-linux',
    'linux-names',
    { platform: 'linux', when: (draft) => !toGroup(draft) },
    (draft) => withData(draft, { [`${otherEnd(draft.local)}Hostname`]: 'files.corp.example' }),
  ],
  [
    'port-name-on-linux',
    'linux-names',
    { platform: 'linux', when: (draft) => namedEnds(draft).length > 0 },
    (draft, n) => {
      const end = pick(namedEnds(draft), n);
      const name = portName(draft.data.Protocol as 'tcp' | 'udp', Number(draft.data[`${end}Port`]))!;
      return withData(draft, { [`${end}PortName`]: name });
    },
  ],
];

/** What is wrong with names, with what stands for unknown ones, and with which end is the source. */
export const nameFaults = draftFaults(rows);
