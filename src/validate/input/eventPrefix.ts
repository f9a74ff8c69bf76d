const NAMESPACE = 'http://schemas.microsoft.com/win/2004/08/events/event';

/** Longer prefixes are none. */
const LONGEST_PREFIX = 32;
/** So much of a buffer has to be kept where it may end within a token of {@link insideOf}. */
export const LONGEST_INSIDE = LONGEST_PREFIX + 16;
/** A tag that stands between events is no longer. */
export const LONGEST_TAG = 4096;

const NAME = String.raw`[A-Za-z_][\w.-]`;
const TAG = new RegExp(`^<(/?)((?:(${NAME}{0,${LONGEST_PREFIX - 1}}):)?(${NAME}{0,200}))(\\s[^<>]*)?>`);
const BOUND = /\sxmlns:([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const DEFAULT = /\sxmlns\s*=\s*(?:"[^"]*"|'[^']*')/;

export interface Tag {
  readonly length: number;
  readonly isEnd: boolean;
  readonly isEmpty: boolean;
  readonly name: string;
  readonly prefix: string;
  readonly localName: string;
  /** The prefixes that stand for the namespace of events from here on. */
  readonly bound: readonly string[];
}

/** Reads the tag with which a text begins. */
export function tagOf(text: string): Tag | undefined {
  const match = TAG.exec(text.slice(0, LONGEST_TAG));
  if (!match) return undefined;
  const [{ length }, slash, name, prefix = '', localName, attributes = ''] = match;
  const bound = [...attributes.matchAll(BOUND)].filter(([, , double, single]) => (double ?? single) === NAMESPACE);
  const [isEnd, isEmpty] = [slash === '/', attributes.endsWith('/')];
  return { length, isEnd, isEmpty, name: name!, prefix, localName: localName!, bound: bound.map(([, one]) => one!) };
}

const escaped = (prefix: string) => prefix.replaceAll('.', '\\.');

/** Whatever matters inside an event: its end, the beginning of another, and sections in which neither counts. */
export function insideOf(prefix: string): RegExp {
  const event = `${prefix === '' ? '' : `(?:${escaped(prefix)}:)?`}Event`;
  return new RegExp(`<(?:/${event}(?=[\\s>])|${event}(?=[\\s/>])|!--|!\\[CDATA\\[)`, 'g');
}

/** An event whose elements have this prefix for their namespace, with the namespace as the default instead. */
export function withoutPrefix(text: string, prefix: string): string {
  const end = text.indexOf('>');
  const declared = new RegExp(`\\sxmlns:${escaped(prefix)}\\s*=\\s*(?:"[^"]*"|'[^']*')`);
  const start = text.slice(0, end).replace(DEFAULT, '');
  const quote = start.includes("='") ? "'" : '"';
  const attributes = start.replace(declared, '').slice(prefix.length + '<:Event'.length);
  const rest = text.slice(end).replace(new RegExp(`<(/?)${escaped(prefix)}:`, 'g'), '<$1');
  return `<Event xmlns=${quote}${NAMESPACE}${quote}${attributes}${rest}`;
}
