import type { FieldKind } from '../record/fieldKind.js';
import type { Layout, Slot } from '../record/layout.js';
import { quiet } from '../record/quiet.js';
import type { Shape } from '../record/shape.js';
import { IGNORED, OF_LAYOUT } from '../record/slots.js';
import type { SysmonCapture } from './capture.js';
import { WINDOWS_DATA } from './dataKinds.js';
import type { EventKind } from './eventKind.js';
import { type DataField, F, SYSMON_FIELDS } from './fields.js';
import { WINDOWS_SYSTEM } from './systemKinds.js';

const DECIDES = /(?:^|[./@])(?:Name|EventID|event_id|Channel|ProviderName|SourceName|provider_name|source_name|channel|code)$/;

/** What Event 1 and Event 5 say of a process. */
const PROCESS_FIELDS: readonly DataField[] = ['UtcTime', 'ProcessGuid', 'ProcessId', 'Image', 'User'];

const COMPUTER = /^(?:Event[/.]System[/.]Computer|winlog\.computer_name|computer_name|Hostname|host_name)$/;

/** The layout of an event that is not checked. What it says of a process is kept for comparison. */
export function otherEvent(
  shape: Shape,
  { name, process }: Extract<EventKind, { kind: 'other' }>,
  capture: SysmonCapture | undefined,
): Layout {
  const slots = shape.leaves.map(({ path }): Slot => {
    if (DECIDES.test(path)) return OF_LAYOUT;
    const field = process === undefined ? undefined : fieldOf(path);
    return field === undefined ? IGNORED : { field: F[field.name], kind: quiet(field.kind), constant: false };
  });
  return {
    form: undefined,
    slots,
    paths: SYSMON_FIELDS,
    given: [],
    findings: [{ check: 'input/not-checked', code: 'NOT_CHECKED', path: 'Event', expected: 'a Sysmon Event 3', received: name }],
    check: (record) => {
      if (process) capture?.note(record, process);
    },
  };
}

function fieldOf(path: string): { name: DataField | 'Computer'; kind: FieldKind } | undefined {
  if (COMPUTER.test(path)) return { name: 'Computer', kind: WINDOWS_SYSTEM.Computer };
  const last = /(?:^|[./[])([A-Za-z]+)\]?$/.exec(path)?.[1];
  const name = PROCESS_FIELDS.find((field) => field === last);
  return name && { name, kind: WINDOWS_DATA[name] };
}
