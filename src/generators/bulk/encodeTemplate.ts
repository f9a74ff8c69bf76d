import type { SlotContent } from '../template/slot.js';
import type { Template } from '../template/template.js';
import { columnNumber } from './columns.js';

/** What stands in a slot, in the order in which the program numbers it. */
const KINDS = [
  'iso-millis', 'utc-millis', 'system-time-7', 'system-time-9', 'host-millis', 'syslog-time', 'port', 'epoch-seconds', 'epoch-millis',
  'event-id', 'community-id',
] as const satisfies readonly SlotContent['as'][]; // biome-ignore format: a list

/** Bytes that may be read behind a text. */
export const PADDING = 16;
const NOTHING = new Uint8Array(0);
/** Words of a template, of a piece and of a slot. */
const HEADER_WORDS = 2;
const PIECE_WORDS = 4;
export const SLOT_WORDS = 4;

/**
 * A template as the bulk writer reads it (`assembly/writer/template.ts`), to be put down at a place.
 *
 * @param at - A multiple of 8.
 * @returns Its bytes, a multiple of 8.
 */
export function encodeTemplate<Records>(
  sensor: 'sysmon' | 'falcon',
  { room, first, places, layout }: Template<Records>,
  at: number,
): Uint8Array {
  const texts: Uint8Array[] = [];
  for (let piece = first as typeof first | undefined; piece; piece = piece.next) texts.push(piece.bytes);
  const slotCount = layout.reduce((sum, { slots }) => sum + slots.length, 0);
  const abouts = layout.map(({ slots }) => slots.map(({ content }) => aboutOf(content)));
  const head = up8((HEADER_WORDS + texts.length * PIECE_WORDS + slotCount * SLOT_WORDS) * 4);
  const extra = abouts.flat().reduce((sum, bytes) => sum + up8(bytes.length), 0);
  const body = texts.reduce((sum, { length }) => sum + length, 0);
  const bytes = new Uint8Array(up8(head + extra + body + PADDING));
  const words = new Int32Array(bytes.buffer);
  words.set([room, texts.length]);
  let word = HEADER_WORDS;
  let aboutAt = head;
  let textAt = head + extra;
  let place = 0;
  for (const [p, { slots, then }] of layout.entries()) {
    const text = texts[p]!;
    bytes.set(text, textAt);
    words.set([at + textAt, text.length, slots.length, then ? columnNumber(sensor, then.column) : -1], word);
    word += PIECE_WORDS;
    textAt += text.length;
    for (const [s, { content }] of slots.entries()) {
      const about = abouts[p]![s]!;
      bytes.set(about, aboutAt);
      words.set(encodeSlot(sensor, content, places[place]!, at + aboutAt), word);
      word += SLOT_WORDS;
      place += 1;
      aboutAt += up8(about.length);
    }
  }
  return bytes;
}

export const up8 = (length: number) => Math.ceil(length / 8) * 8;

/** A slot: what it holds, its place in the text, its column, and what is said of it besides. @param about - Where that stands, if it is more than a number. */
export function encodeSlot(sensor: 'sysmon' | 'falcon', content: SlotContent, place: number, about: number): number[] {
  return [KINDS.indexOf(content.as), place, columnOf(sensor, content), aboutNumber(sensor, content, about)];
}

function columnOf(sensor: 'sysmon' | 'falcon', content: SlotContent): number {
  if ('column' in content) return columnNumber(sensor, content.column);
  // The high half of the key follows the low one.
  return columnNumber(sensor, content.as === 'event-id' ? 'keyLow' : 'port');
}

/** What is said of a slot besides, as a number: mostly where it stands. */
function aboutNumber(sensor: 'sysmon' | 'falcon', { as }: SlotContent, at: number): number {
  return as === 'event-id' ? columnNumber(sensor, 'arrival') : at;
}

function aboutOf(content: SlotContent): Uint8Array {
  if (content.as === 'host-millis') {
    const { wall, since, drift } = content.host.clock;
    return new Uint8Array(Float64Array.of(wall, since, drift).buffer);
  }
  if (content.as !== 'community-id') return NOTHING;
  const { forwards, backwards, portsWord, compared, destinationPort } = content;
  return new Uint8Array(Int32Array.of(...forwards, ...backwards, portsWord, compared, destinationPort).buffer);
}
