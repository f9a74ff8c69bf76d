import { pick } from '../../pick.js';
import { type SysmonDraft, type SystemField, withSystem } from '../draft.js';
import type { SysmonForm } from '../forms/form.js';
import { type DraftRow, draftFaults, type Scope } from './fault.js';
import { asTexts, showing } from './scopes.js';

/** A row for another value of a field of System, in the forms that show it. */
function row(id: string, field: SystemField, check: string, values: readonly string[], scope: Scope = {}): DraftRow {
  const forms: Scope['forms'] = (form) => showing(field)(form) && (scope.forms?.(form) ?? true);
  return [id, check, { ...scope, forms }, (draft, n) => withSystem(draft, { [field]: pick(values, n) })];
}

/** The same for a value that is made from the sound one. */
function changed(
  id: string,
  field: SystemField,
  check: string,
  change: (text: string) => string,
  scope: Scope = {},
  ...alsoFires: readonly string[]
): DraftRow {
  const forms: Scope['forms'] = (form) => showing(field)(form) && (scope.forms?.(form) ?? true);
  return [id, check, { ...scope, forms }, (draft) => withSystem(draft, { [field]: change(draft.system[field]) }), ...alsoFires];
}

const inXml: Scope = { forms: (form) => form.kind === 'xml' };
/** What stands before an event names the host too. */
const noPrefix = (form: SysmonForm) => form.id !== 'linux-syslog';
const hasBraces: Scope['forms'] = (form) => !form.id.startsWith('evtx-dump');
const windowsOnly = { platform: 'windows' } as const;
const fraction = (text: string, digits: string) => text.replace(/\.\d+Z$/u, `.${digits}Z`);
const isPrecise = ({ system }: SysmonDraft) => /\.\d{9}Z$/u.test(system.systemTime);

/** Wrong values of the System section. */
export const systemFaults = draftFaults([
  changed('provider-misspelt', 'providerName', 'provider-name', (name) => name.replace(/n$/u, 'm'), windowsOnly),
  changed('provider-guid-of-another', 'providerGuid', 'provider-guid', (guid) => guid.replace(/.\}$/u, '0}')),
  changed('provider-guid-without-braces', 'providerGuid', 'guid-braces', (guid) => guid.slice(1, -1), { forms: hasBraces }),
  row('event-id-of-another', 'eventId', 'event-id', ['4', '300']),
  row('version-of-another', 'version', 'version', ['4', '0', '6']),
  row('level-warning', 'level', 'level', ['3', '0']),
  row('level-in-words', 'level', 'level', ['Information'], { forms: asTexts }),
  row('task-of-another', 'task', 'task', ['1', '22']),
  row('opcode-start', 'opcode', 'opcode', ['1', '255']),
  row('opcode-in-words', 'opcode', 'opcode', ['Info'], inXml),
  row('keywords-of-another', 'keywords', 'keywords', ['0x4000000000000000', '0x8000000000000001']),
  row('keywords-signed', 'keywords', 'keywords', ['-9223372036854775808'], inXml),
  changed('channel-of-another', 'channel', 'channel', (name) => name.replace('Operational', 'Admin')),
  changed('system-time-to-milliseconds', 'systemTime', 'system-time', (time) => fraction(time, '123'), inXml, 'lag'),
  changed('system-time-to-the-second', 'systemTime', 'system-time', (time) => time.replace(/\.\d+/u, ''), inXml, 'lag'),
  changed('system-time-too-fine', 'systemTime', 'system-time', (time) => time.replace(/00Z$/u, '42Z'), {
    ...inXml,
    when: isPrecise,
  }),
  changed('system-time-without-zone', 'systemTime', 'system-time', (time) => time.replace('Z', ''), inXml),
  changed('system-time-with-offset', 'systemTime', 'system-time', (time) => time.replace('Z', '+00:00'), inXml),
  changed('system-time-with-blank', 'systemTime', 'system-time', (time) => time.replace('T', ' '), inXml),
  row('record-id-zero', 'recordId', 'record-id', ['0']),
  row('record-id-negative', 'recordId', 'record-id', ['-5']),
  changed('record-id-with-leading-zero', 'recordId', 'record-id', (id) => `0${id}`, inXml),
  changed('writer-process-not-a-multiple-of-4', 'processId', 'writer-id', (id) => String(Number(id) + 1), windowsOnly),
  row('writer-process-zero', 'processId', 'writer-id', ['0']),
  row('writer-thread-zero', 'threadId', 'writer-id', ['0']),
  changed('computer-with-blank', 'computer', 'computer', (name) => `${name.slice(0, 2)} ${name.slice(2)}`, { forms: noPrefix }),
  row('computer-empty', 'computer', 'computer', [''], { forms: (form) => form.kind === 'xml' && noPrefix(form) }),
  row('user-id-of-a-person', 'userId', 'user-id', ['S-1-5-21-1-2-3-1001', 'S-1-5-19'], windowsOnly),
]);
