import type { Report } from '../reporter.js';
import { decodeText, forbiddenCharacter } from './decodeText.js';
import type { XmlElement } from './xmlElement.js';

const DEEPEST = 32;
const START = /<([A-Za-z_:][\w:.-]*)/y;
const ATTRIBUTE = /\s+([A-Za-z_:][\w:.-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const START_END = /\s*(\/?)>/y;
const END = /<\/([A-Za-z_:][\w:.-]*)\s*>/y;

interface Open {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  text: string;
}

class SyntaxFault {
  constructor(
    readonly expected: string,
    readonly at: number,
  ) {}
}

/**
 * Reads one element. It knows elements, attributes, character data, CDATA and comments; there is no document type, so there are
 * no entities to expand.
 *
 * @returns `undefined` if the text is not well formed; an issue says where.
 */
export function parseElement(text: string, report: Report): XmlElement | undefined {
  const forbidden = forbiddenCharacter(text);
  if (forbidden !== undefined)
    report('input/xml-character', 'OUT_OF_RANGE', 'Event', 'characters that XML 1.0 allows', forbidden);
  const result = new Parser(text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text, report).parse();
  if (!(result instanceof SyntaxFault)) return result;
  report(
    'input/xml-syntax',
    'MALFORMED',
    'Event',
    `${result.expected} at character ${result.at + 1}`,
    text.slice(result.at, result.at + 60),
  );
  return undefined;
}

class Parser {
  #at = 0;
  readonly #open: Open[] = [];
  #root: XmlElement | undefined;
  readonly #text: string;
  readonly #report: Report;

  constructor(text: string, report: Report) {
    this.#text = text;
    this.#report = report;
  }

  parse(): XmlElement | SyntaxFault {
    while (this.#at < this.#text.length) {
      const fault = this.#text[this.#at] === '<' ? this.#markup() : this.#characters();
      if (fault) return fault;
    }
    const unclosed = this.#open.at(-1);
    if (unclosed) return this.#fault(`</${unclosed.name}>`);
    return this.#root ?? this.#fault('an element');
  }

  #markup(): SyntaxFault | undefined {
    switch (this.#text[this.#at + 1]) {
      case '/':
        return this.#endTag();
      case '!':
        if (this.#text.startsWith('<![CDATA[', this.#at)) return this.#section(9, ']]>', true);
        if (this.#text.startsWith('<!--', this.#at)) return this.#section(4, '-->', false);
        return this.#fault('an element, a comment or CDATA');
      case '?':
        return this.#section(2, '?>', false);
      default:
        return this.#startTag();
    }
  }

  #startTag(): SyntaxFault | undefined {
    if (this.#root) return this.#fault('nothing after the element');
    if (this.#open.length >= DEEPEST) return this.#fault(`at most ${DEEPEST} elements inside each other`);
    const name = this.#match(START)?.[1];
    if (name === undefined) return this.#fault('the name of an element');
    const attributes = new Map<string, string>();
    while (this.#text[this.#at] !== '>') {
      const found = this.#match(ATTRIBUTE);
      if (!found) break;
      const key = found[1]!;
      if (attributes.has(key)) return this.#fault(`one attribute ${key}`);
      attributes.set(key, decodeText(found[2] ?? found[3] ?? '', this.#report, `${name}/@${key}`));
    }
    const closes = this.#startTagEnd();
    if (closes === undefined) return this.#fault('an attribute, "/>" or ">"');
    this.#open.push({ name, attributes, children: [], text: '' });
    if (closes) this.#close();
    return undefined;
  }

  /** True for `/>`, false for `>`, `undefined` for anything else. */
  #startTagEnd(): boolean | undefined {
    if (this.#text[this.#at] === '>') {
      this.#at += 1;
      return false;
    }
    const end = this.#match(START_END);
    return end && end[1] === '/';
  }

  #endTag(): SyntaxFault | undefined {
    const open = this.#open.at(-1);
    if (open && this.#text.startsWith(open.name, this.#at + 2) && this.#text[this.#at + 2 + open.name.length] === '>') {
      this.#at += open.name.length + 3;
      this.#close();
      return undefined;
    }
    const start = this.#at;
    const name = this.#match(END)?.[1];
    if (open && name === open.name) {
      this.#close();
      return undefined;
    }
    this.#at = start;
    return this.#fault(open ? `</${open.name}>` : 'no end tag');
  }

  #close(): void {
    const element = this.#open.pop()!;
    const parent = this.#open.at(-1);
    if (parent) parent.children.push(element);
    else this.#root = element;
  }

  #characters(): SyntaxFault | undefined {
    const next = this.#text.indexOf('<', this.#at);
    const end = next === -1 ? this.#text.length : next;
    const raw = this.#text.slice(this.#at, end);
    const open = this.#open.at(-1);
    if (open) open.text += decodeText(raw, this.#report, open.attributes.get('Name') ?? open.name);
    else if (raw.trim() !== '') return this.#fault('an element');
    this.#at = end;
    return undefined;
  }

  #section(opening: number, closing: string, isText: boolean): SyntaxFault | undefined {
    const end = this.#text.indexOf(closing, this.#at + opening);
    if (end === -1) return this.#fault(closing);
    const open = this.#open.at(-1);
    if (isText && open) open.text += this.#text.slice(this.#at + opening, end);
    else if (isText) return this.#fault('an element');
    this.#at = end + closing.length;
    return undefined;
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (!match) return undefined;
    this.#at = pattern.lastIndex;
    return match;
  }

  #fault(expected: string): SyntaxFault {
    return new SyntaxFault(expected, this.#at);
  }
}
