import { SaxesParser, type SaxesTagPlain } from 'saxes';
import type { Element, Leaf, LooseText, Shape } from '../record/shape.js';
import type { Report } from '../reporter.js';
import { readPlainXml } from './readPlainXml.js';

const DEEPEST = 32;
const HALF_PAIR = /\p{Surrogate}/u;

/** Faults that cost a character and not the record, with what is demanded instead. Keys are the words of the parser. */
const MENDED: Readonly<
  Record<string, readonly ['input/xml-entity' | 'input/xml-character', 'UNEXPECTED' | 'OUT_OF_RANGE', string]>
> = {
  'undefined entity.': ['input/xml-entity', 'UNEXPECTED', 'one of &lt; &gt; &amp; &quot; &apos; or a numeric reference'],
  'malformed character entity.': ['input/xml-character', 'OUT_OF_RANGE', 'characters that XML 1.0 allows'],
  'disallowed character.': ['input/xml-character', 'OUT_OF_RANGE', 'characters that XML 1.0 allows'],
};

class SyntaxFault extends Error {}

interface Open {
  readonly path: string;
  /** Offset of the first character inside. */
  readonly start: number;
  hasElements: boolean;
  /** False once something stands inside that is neither text nor an element. */
  plain: boolean;
  text: string;
}

/**
 * Takes one element apart. There is no document type inside an element, so there are no entities to expand.
 *
 * @returns `undefined` if the text is not well formed; an issue says where.
 */
export function readXmlShape(text: string, report: Report): Shape | undefined {
  return readPlainXml(text) ?? readAnyXml(text, report);
}

/** Reads whatever XML there is, and says what is wrong. */
export function readAnyXml(text: string, report: Report): Shape | undefined {
  return new Reading(text, report).shape();
}

class Reading {
  readonly #text: string;
  readonly #report: Report;
  readonly #parser = new SaxesParser({ xmlns: false });
  readonly #elements: Element[] = [];
  readonly #leaves: Leaf[] = [];
  readonly #looseTexts: LooseText[] = [];
  readonly #open: Open[] = [];
  /** Where the attributes of the tag that is being read end. */
  #attributeEnds: number[] = [];

  constructor(text: string, report: Report) {
    this.#text = text;
    this.#report = report;
    const parser = this.#parser;
    parser.on('error', ({ message }) => this.#error(message));
    parser.on('attribute', () => this.#attributeEnds.push(parser.position - 1));
    parser.on('opentag', (tag) => this.#openTag(tag));
    parser.on('closetag', (tag) => this.#closeTag(tag));
    parser.on('text', (part) => this.#addText(part));
    parser.on('cdata', (part) => {
      this.#addText(part);
      this.#notPlain();
    });
    parser.on('comment', () => this.#notPlain());
    parser.on('processinginstruction', () => this.#notPlain());
  }

  shape(): Shape | undefined {
    const half = HALF_PAIR.exec(this.#text)?.[0]; // which the parser lets pass
    if (half !== undefined) this.#report('input/xml-character', 'OUT_OF_RANGE', 'Event', 'characters that XML 1.0 allows', half);
    try {
      this.#parser.write(this.#text).close();
    } catch (fault) {
      if (!(fault instanceof SyntaxFault)) throw fault;
      const at = Math.min(this.#parser.position, this.#text.length);
      const received = this.#text.slice(Math.max(0, at - 20), at + 40);
      this.#report('input/xml-syntax', 'MALFORMED', 'Event', `${fault.message} at character ${at}`, received);
      return undefined;
    }
    const [text, elements, leaves, looseTexts] = [this.#text, this.#elements, this.#leaves, this.#looseTexts];
    return { syntax: 'xml', text, elements, leaves, duplicates: [], looseTexts };
  }

  #error(located: string): void {
    const message = located.replace(/^(?:[^:]*:)?\d+:\d+: /, '');
    const mended = MENDED[message];
    if (!mended) throw new SyntaxFault(`well-formed XML (${message.replace(/\.$/, '')})`);
    const [check, code, expected] = mended;
    const at = this.#parser.position;
    const start = check === 'input/xml-entity' || message.startsWith('malformed') ? this.#text.lastIndexOf('&', at) : at - 1;
    this.#report(check, code, this.#open.at(-1)?.path ?? 'Event', expected, this.#text.slice(Math.max(start, at - 20), at));
  }

  #openTag({ name, attributes, isSelfClosing }: SaxesTagPlain): void {
    const parent = this.#open.at(-1);
    if (this.#open.length >= DEEPEST) throw new SyntaxFault(`at most ${DEEPEST} elements inside each other`);
    if (parent) parent.hasElements = true;
    const ends = this.#attributeEnds;
    this.#attributeEnds = [];
    const named = name === 'Data' && Object.hasOwn(attributes, 'Name') ? `Data[${attributes.Name}]` : name;
    const path = parent ? `${parent.path}/${named}` : named;
    this.#elements.push({ parent: parent?.path ?? '', name: named });
    Object.entries(attributes).forEach(([key, value], i) => {
      if (named !== name && key === 'Name') return;
      const end = ends[i]!;
      const start = this.#text.lastIndexOf(this.#text[end]!, end - 1) + 1;
      this.#leaves.push({ path: `${path}/@${key}`, type: 'attribute', text: value, start, end });
    });
    this.#open.push({ path, start: this.#parser.position, hasElements: false, plain: !isSelfClosing, text: '' });
  }

  #closeTag({ isSelfClosing }: SaxesTagPlain): void {
    const { path, start, hasElements, plain, text } = this.#open.pop()!;
    if (hasElements) {
      if (text.trim() !== '') this.#looseTexts.push({ path, text: text.trim() });
    } else if (isSelfClosing) this.#leaves.push({ path, type: 'nothing', text: '', start: -1, end: -1 });
    else {
      const end = this.#text.lastIndexOf('</', this.#parser.position - 1);
      this.#leaves.push({ path, type: 'text', text, start: plain ? start : -1, end: plain ? end : -1 });
    }
  }

  #addText(part: string): void {
    const open = this.#open.at(-1);
    if (open) open.text += part;
  }

  #notPlain(): void {
    const open = this.#open.at(-1);
    if (open) open.plain = false;
  }
}
