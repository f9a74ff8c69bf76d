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

/** What the envelope says of where an event comes from. */
export interface Envelope {
  readonly provider: string | undefined;
  readonly guid: string | undefined;
  readonly channel: string | undefined;
}

/** Of three that name the platform one may be wrong, which the checks then say. */
function platformOf({ provider, guid, channel }: Envelope): 'windows' | 'linux' {
  const saysLinux = [
    provider === undefined ? undefined : provider === 'Linux-Sysmon',
    guid === undefined ? undefined : /^\{?ff032593/i.test(guid),
    channel === undefined ? undefined : channel.startsWith('Linux-Sysmon'),
  ].filter((says) => says !== undefined);
  const yes = saysLinux.filter((says) => says).length;
  if (yes * 2 === saysLinux.length) return saysLinux[0] === true ? 'linux' : 'windows';
  return yes * 2 > saysLinux.length ? 'linux' : 'windows';
}

/** Says which event it is. One that claims to be another and has the fields of an Event 3 is a wrong Event 3. */
export function kindFrom(envelope: Envelope, eventId: string | undefined, isThere: (field: DataField) => boolean): EventKind {
  const { provider } = envelope;
  const platform = platformOf(envelope);
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
  const envelope = {
    provider: texts.get('Event/System/Provider/@Name'),
    guid: texts.get('Event/System/Provider/@Guid'),
    channel: texts.get('Event/System/Channel'),
  };
  return kindFrom(envelope, texts.get('Event/System/EventID')?.trim(), (field) => texts.has(`Event/EventData/Data[${field}]`));
}
