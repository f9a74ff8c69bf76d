import type { Event3 } from '../event3.js';
import { cutEventShape } from './cutEventShape.js';
import { type Quote, xmlText } from './xmlText.js';

/** How a document is laid out. */
export interface XmlStyle {
  readonly quote: Quote;
  /** One element per line, two blanks per level, a blank before `/>`; an empty value is an empty element, not two tags. */
  readonly spread: boolean;
}

/** A document cut at its values. */
export interface EventShape {
  /** Text, value, text, value, ..., text: up to the data. */
  readonly head: readonly string[];
  /** Of each field of the data, what stands round its value, and what it is without one. */
  readonly data: readonly { readonly open: string; readonly close: string; readonly empty: string }[];
  readonly tail: string;
}

/** The values of the System section that are not the same in every event, in their order. */
const systemValues = (event: Event3): string[] => [
  event.providerGuid,
  event.systemTime,
  event.eventRecordId,
  event.executionProcessId,
  event.executionThreadId,
  event.computer,
];

const shapes = new Map<string, EventShape>();

function eventShape({ platform, provider, data, original = data }: Event3, style: XmlStyle): EventShape {
  // Events of one platform with as many fields have the same fields: only the oldest era lacks one.
  const key = `${platform} ${style.quote} ${style.spread} ${original.length}`;
  const known = shapes.get(key);
  if (known) return known;
  const names = original.map(([name]) => name);
  const shape = cutEventShape(platform, provider, names, style);
  shapes.set(key, shape);
  return shape;
}

/** An event as XML: values between the texts of its shape. */
export function eventXml(event: Event3, style: XmlStyle): string {
  const { head, data, tail } = eventShape(event, style);
  let xml = '';
  for (const [n, value] of systemValues(event).entries()) xml += head[n]! + xmlText(value, style.quote);
  xml += head.at(-1)!;
  for (const [n, [, value]] of event.data.entries()) {
    const { open, close, empty } = data[n]!;
    xml += value === '' ? empty : open + xmlText(value, style.quote) + close;
  }
  return xml + tail;
}
