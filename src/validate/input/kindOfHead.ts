import { OTHER_LINE } from './syslogPrefix.js';

/** A file may begin in the middle of a record. In so much text there has to be the beginning of one. */
const LONGEST_HEAD = 64 * 1024;

/** What may stand before the first element. */
const PROLOGUE = /^(?:<\?[^>]{0,1000}>\s*|<!--[\s\S]{0,4000}?-->\s*){1,8}/;

/** evtx_dump says before each record which it is. */
const EVTX_DUMP_HEADING = /^\s*Record \d+(?=\s)/;

/** True for lines that programs wrote into a log. */
const isLog = (text: string) => OTHER_LINE.exec(text)?.index === 0;

/** So much of a head without any is shown: no more than has always arrived by then. */
const LONGEST_EXCERPT = 100;

export type HeadKind = 'xml' | 'json' | { readonly unknown: string };

/** Text that is often given by mistake, with what to do instead. */
const FOREIGN: readonly (readonly [RegExp, string])[] = [
  [/^<DataItem[\s>]/, 'Azure Sentinel data items: they lack the System part; export the events as JSON'],
  [/^<(?:!DOCTYPE html|html)[\s>]/i, 'a web page'],
  [/^<Sysmon\s/, 'a Sysmon configuration, not events'],
  [/^<Objs\s/, 'PowerShell CLIXML: export the events with ToXml() instead'],
  [/^<Objects>/, 'PowerShell ConvertTo-Xml: export the events with ToXml() instead'],
  [/^<results\s/, 'Splunk results: export the raw events instead'],
  [/^<Error>/, 'an error message of a web service'],
  [/^Network connection detected/, 'rendered messages: they lack the System part; export the events as XML'],
  [/^(?:<\d{1,3}>)?(?:.{0,64} )?CEF:\d/, 'CEF: the fields of the sensor are gone'],
  [/^(?:<\d{1,3}>)?(?:.{0,64} )?LEEF:\d/, 'LEEF: the fields of the sensor are gone'],
  [/^(?:\w+=\S+\s+){2}/, 'key=value text, as the legacy Event Search shows it; export it as JSON'],
  [/^"?[\w#@. ]+"?(?:[,;\t]"?[\w#@. ]*"?){3}/, 'comma-separated values; export the events as XML or JSON'],
];

/**
 * The first character that is not white space tells XML from JSON; failing that, the first record that begins.
 *
 * @returns `undefined` while it takes more text to tell.
 */
export function kindOfHead(head: Buffer, final: boolean): HeadKind | undefined {
  const text = head.toString('utf8', 0, LONGEST_HEAD).replace(EVTX_DUMP_HEADING, '').trimStart();
  if (!final && text.length < 16) return undefined;
  const first = text.replace(PROLOGUE, '');
  const foreign = FOREIGN.find(([pattern]) => pattern.test(first))?.[1];
  if (foreign !== undefined) return { unknown: foreign };
  if (/^(?:-\s*)?</.test(text)) return 'xml';
  if (/^[{[]/.test(text)) return 'json';
  const record = /<Event[\s>]|^\{"/m.exec(text)?.[0];
  if (record !== undefined) return record.startsWith('<') ? 'xml' : 'json';
  if ((final || head.length >= LONGEST_HEAD) && isLog(text)) return 'xml'; // of Sysmon for Linux, perhaps
  if (final ? text === '' : head.length < LONGEST_HEAD) return undefined;
  return { unknown: text.slice(0, LONGEST_EXCERPT) };
}
