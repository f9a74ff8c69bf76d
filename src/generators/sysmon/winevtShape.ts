import type { Event3 } from './event3.js';
import { eventDocument } from './eventDocument.js';
import { xmlText } from './xmlText.js';

/** A document cut at its values: text, value, text, value, ..., text. */
export interface WinevtShape {
  /** One more than there are values. */
  readonly texts: readonly string[];
  /** The names of the values between them, `TimeCreated/SystemTime`, `SourcePort`. */
  readonly slots: readonly string[];
}

/** The values of the System section that are not the same in every event, in their order. */
const SYSTEM_SLOTS = [
  'Provider/Guid',
  'TimeCreated/SystemTime',
  'EventRecordID',
  'Execution/ProcessID',
  'Execution/ThreadID',
  'Computer',
] as const;

/** Stands for value `n`; private-use characters, so that nothing else in the document can be taken for it. */
const mark = (n: number) => `\uE000${n}\uE001`;

const shapes = new Map<string, WinevtShape>();

/**
 * Has xmlbuilder2 write the document once per set of fields and cuts it: what the Windows API returns has single quotes, one line, no
 * blank before `/>`, and an empty value between two tags.
 */
export function winevtShape(names: readonly string[]): WinevtShape {
  const key = names.join();
  const known = shapes.get(key);
  if (known) return known;
  const slots = [...SYSTEM_SLOTS, ...names];
  const [providerGuid, systemTime, eventRecordId, executionProcessId, executionThreadId, computer] = SYSTEM_SLOTS.map((_, n) => mark(n)) as [
    string, string, string, string, string, string,
  ]; // biome-ignore format: one line
  const document = eventDocument({
    providerGuid,
    systemTime,
    eventRecordId,
    executionProcessId,
    executionThreadId,
    computer,
    data: names.map((name, n) => [name, mark(SYSTEM_SLOTS.length + n)]),
  });
  // No constant of the document holds a quote, so turning the quotes turns those of attributes only.
  const text = document.end({ headless: true, wellFormed: true }).replaceAll('"', "'");
  const shape = { texts: text.split(/\uE000\d+\uE001/u), slots };
  shapes.set(key, shape);
  return shape;
}

/** The values of an event in the order of its shape's slots, escaped. */
export function winevtValues(event: Event3): string[] {
  const system = [
    event.providerGuid,
    event.systemTime,
    event.eventRecordId,
    event.executionProcessId,
    event.executionThreadId,
    event.computer,
  ];
  const names = SYSTEM_SLOTS as readonly string[];
  return [...system.map((value, i) => xmlText(names[i]!, value)), ...event.data.map(([name, value]) => xmlText(name, value))];
}

/** An event as one line of text: the slow way, for previews and as what the fast way is held against. */
export function winevtText(event: Event3): string {
  const { texts } = winevtShape(event.data.map(([name]) => name));
  const values = winevtValues(event);
  return texts.map((text, i) => text + (values[i] ?? '')).join('');
}
