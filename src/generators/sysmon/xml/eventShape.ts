import type { Event3 } from '../event3.js';
import { eventDocument } from './eventDocument.js';
import { type Quote, xmlText } from './xmlText.js';

/** How a document is laid out. */
export interface XmlStyle {
  readonly quote: Quote;
  /** One element per line, two blanks per level, a blank before `/>`; an empty value is an empty element, not two tags. */
  readonly spread: boolean;
}

/** A document cut at its values: text, value, text, value, ..., text. */
interface EventShape {
  /** One more than there are values. */
  readonly texts: readonly string[];
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

/** Stands for value `n`; private-use characters, so that nothing else in the document can be taken for it. */
const mark = (n: number) => `\uE000${n}\uE001`;

const shapes = new Map<string, EventShape>();

/** Has xmlbuilder2 write the document once per platform, set of fields and style, and cuts it. */
function eventShape({ platform, provider, data }: Event3, { quote, spread }: XmlStyle): EventShape {
  // Events of one platform with as many fields have the same fields: only the oldest era lacks one.
  const empty = spread ? data.map(([, value]) => Number(value === '')).join('') : '';
  const key = `${platform} ${quote} ${spread} ${data.length} ${empty}`;
  const known = shapes.get(key);
  if (known) return known;
  let n = 0;
  const next = () => mark(n++);
  const document = eventDocument({
    platform,
    provider,
    providerGuid: next(),
    systemTime: next(),
    eventRecordId: next(),
    executionProcessId: next(),
    executionThreadId: next(),
    computer: next(),
    data: data.map(([name, value]) => [name, spread && value === '' ? '' : next()]),
  });
  const text = document.end({
    headless: true,
    wellFormed: true,
    ...(spread && { prettyPrint: true, indent: '  ', spaceBeforeSlash: true }),
  });
  // No constant of the document holds a quote, so turning the quotes turns those of attributes only.
  const shape = { texts: text.replaceAll('"', quote).split(/\uE000\d+\uE001/u) };
  shapes.set(key, shape);
  return shape;
}

/** An event as XML: values between the texts of its shape. */
export function eventXml(event: Event3, style: XmlStyle): string {
  const { texts } = eventShape(event, style);
  let xml = '';
  let n = 0;
  const add = (value: string) => {
    xml += texts[n++] + xmlText(value, style.quote);
  };
  for (const value of systemValues(event)) add(value);
  for (const [, value] of event.data) if (!style.spread || value !== '') add(value);
  return xml + texts[n];
}
