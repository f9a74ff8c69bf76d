import type { Event3 } from '../event3.js';
import type { Provider } from '../providers.js';
import { eventDocument } from './eventDocument.js';
import type { EventShape, XmlStyle } from './eventShape.js';

/** Stands for value `n`; private-use characters, so that nothing else in the document can be taken for it. */
const mark = (n: number) => `\uE000${n}\uE001`;
const MARKS = /\uE000\d+\uE001/u;
const CLOSE = '</Data>';

/**
 * Has xmlbuilder2 write the document and cuts it at its values. The tool's build does this beforehand (`scripts/build.mjs`), so that the tool
 * need not load what writes documents.
 *
 * @param names - Fields of the data, in order.
 */
export function cutEventShape(
  platform: Event3['platform'],
  provider: Provider,
  names: readonly string[],
  style: XmlStyle,
): EventShape {
  const filled = documentText(
    platform,
    provider,
    names.map((name, n) => [name, mark(n)]),
    style,
  ).split(MARKS);
  // Before the data come six values.
  const system = filled.length - 1 - names.length;
  const before = filled[system]!;
  const dataAt = before.indexOf(style.spread ? '\n    <Data' : '<Data');
  const opens = names.map((_, n) => (n === 0 ? before.slice(dataAt) : filled[system + n]!.slice(CLOSE.length)));
  const elements = opens.map((open) => (style.spread ? `${open.slice(0, -1)} />` : open + CLOSE));
  const tail = filled.at(-1)!.slice(CLOSE.length);
  const head = [...filled.slice(0, system), before.slice(0, dataAt)];
  return { head, data: opens.map((open, n) => ({ open, close: CLOSE, empty: elements[n]! })), tail };
}

function documentText(
  platform: Event3['platform'],
  provider: Provider,
  data: Event3['data'],
  { quote, spread }: XmlStyle,
): string {
  let n = data.length;
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
    data,
  });
  const text = document.end({
    headless: true,
    wellFormed: true,
    ...(spread && { prettyPrint: true, indent: '  ', spaceBeforeSlash: true }),
  });
  // No constant of the document holds a quote, so turning the quotes turns those of attributes only.
  return text.replaceAll('"', quote);
}
