import type { Shape } from '../record/shape.js';
import { type DataField, TELLING_FIELDS } from './fields.js';

export type EventKind =
  | { readonly kind: 'event3'; readonly platform: 'windows' | 'linux' }
  | {
      readonly kind: 'other';
      /** For people: `Microsoft-Windows-Sysmon event 1`. */
      readonly name: string;
      /** What a Sysmon event says of a process. */
      readonly process: 'start' | 'end' | undefined;
    };

const SYSMON = ['Microsoft-Windows-Sysmon', 'Linux-Sysmon'];

/** Says which event it is. One that claims to be another and has the fields of an Event 3 is a wrong Event 3. */
export function kindFrom(
  provider: string | undefined,
  eventId: string | undefined,
  isThere: (field: DataField) => boolean,
): EventKind {
  const platform = provider === 'Linux-Sysmon' ? 'linux' : 'windows';
  const sysmon = SYSMON.includes(provider ?? '');
  if (sysmon && eventId === '3') return { kind: 'event3', platform };
  const telling = TELLING_FIELDS.filter(isThere).length;
  if (telling > TELLING_FIELDS.length / 2) return { kind: 'event3', platform };
  const process = !sysmon ? undefined : eventId === '1' ? 'start' : eventId === '5' ? 'end' : undefined;
  return { kind: 'other', name: `${provider || 'unknown provider'} event ${eventId || 'without id'}`, process };
}

/** Which event an `Event` element is. */
export function eventKindOf({ leaves }: Shape): EventKind {
  const texts = new Map(leaves.map(({ path, text }) => [path, text]));
  return kindFrom(texts.get('Event/System/Provider/@Name'), texts.get('Event/System/EventID')?.trim(), (field) =>
    texts.has(`Event/EventData/Data[${field}]`),
  );
}
