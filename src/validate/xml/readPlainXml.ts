import type { Element, Leaf, LooseText, Shape } from '../record/shape.js';
import { owned } from '../text/owned.js';

const DEEPEST = 32;
/** So many elements and attributes are kept by their names; files of events have some dozens. */
const MOST_NAMES = 4096;
const SLASH = 0x2f;
const BANG = 0x21;
const EQUALS = 0x3d;
const GT = 0x3e;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;

/** Whatever is no character of XML; pairs of surrogates, which are rare, are left to the other reader too. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const ODD = /[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]/;
const LETTER = 1;
const IN_NAME = 2;
/** Per character of ASCII: whether a name may begin with it or go on with it. */
const NAMES = Uint8Array.from({ length: 128 }, (_, unit) => {
  const character = String.fromCharCode(unit);
  return /[A-Za-z]/.test(character) ? LETTER | IN_NAME : /[\w.-]/.test(character) ? IN_NAME : 0;
});
/** What attribute values are left to the other reader for: line ends become blanks in them. */
const ODD_VALUE = /[<\t\n\r]/;
const ENTITY = /&(lt|gt|amp|quot|apos);/g;
const FOREIGN_ENTITY = /&(?!(?:lt|gt|amp|quot|apos);)/;
const CHARACTERS: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** An element as it has been met before, so that its names are not made of text again. */
interface Known {
  readonly path: string;
  readonly element: Element;
  readonly endTag: string;
  /** The whole tag if it has no values, so that it can be compared with; empty if it has. */
  readonly tag: string;
  readonly isEmpty: boolean;
  readonly children: Map<string, Known>;
  readonly attributes: Map<string, string>;
  /** The element that followed this one, or began inside it, when it was met last. */
  first: Known | undefined;
  next: Known | undefined;
}

interface Attribute {
  readonly name: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A text that is not plain is left to the other reader. */
type Unread = undefined;

/**
 * Takes apart what nearly all events are: elements with names of ASCII, attributes, text and comments. It is several times as fast as the reader
 * that knows all of XML.
 *
 * @returns `undefined` for anything else, be it wrong or only rare: the other reader then has the word.
 */
export function readPlainXml(text: string): Shape | Unread {
  if (ODD.test(text) || text.includes(']]>')) return undefined;
  if (text.includes('&') && FOREIGN_ENTITY.test(text)) return undefined;
  return new PlainReading(text).shape();
}

let root = newKnown('', '', '', '', '', false);
let names = 0;

function newKnown(parent: string, name: string, path: string, endTag: string, tag: string, isEmpty: boolean): Known {
  const [children, attributes] = [new Map<string, Known>(), new Map<string, string>()];
  return { path, element: { parent, name }, endTag, tag, isEmpty, children, attributes, first: undefined, next: undefined };
}

const NO_VALUES: readonly Attribute[] = [];

class PlainReading {
  readonly #text: string;
  readonly #hasEntities: boolean;
  readonly #hasReturns: boolean;
  readonly #elements: Element[] = [];
  readonly #leaves: Leaf[] = [];
  readonly #looseTexts: LooseText[] = [];
  readonly #open: Known[] = [];
  /** Per open element: the text in it, where it began, whether it holds elements, and whether it holds comments. */
  readonly #texts: string[] = [];
  readonly #starts: number[] = [];
  readonly #holders: boolean[] = [];
  readonly #commented: boolean[] = [];
  #at = 0;
  /** The last element that has ended inside the one that is open. */
  #before: Known | undefined;

  constructor(text: string) {
    this.#text = text;
    this.#hasEntities = text.includes('&');
    this.#hasReturns = text.includes('\r');
    if (names > MOST_NAMES) {
      root = newKnown('', '', '', '', '', false);
      names = 0;
    }
  }

  shape(): Shape | Unread {
    const text = this.#text;
    do {
      if (text.charCodeAt(this.#at) !== 0x3c) return undefined; // text without an end
      const kind = text.charCodeAt(this.#at + 1);
      const read = kind === SLASH ? this.#endTag() : kind === BANG ? this.#comment() : this.#openTag();
      if (!read) return undefined;
    } while (this.#open.length > 0 && this.#content());
    if (this.#open.length > 0 || this.#at !== text.length) return undefined;
    const [elements, leaves, looseTexts] = [this.#elements, this.#leaves, this.#looseTexts];
    return { syntax: 'xml', text, elements, leaves, duplicates: [], looseTexts };
  }

  /** Passes over text up to the next markup. */
  #content(): boolean {
    const start = this.#at;
    const end = this.#text.indexOf('<', start);
    if (end === -1) return false;
    if (end > start) {
      const last = this.#texts.length - 1;
      const part = this.#decoded(start, end);
      this.#texts[last] = this.#texts[last] === '' ? part : this.#texts[last] + part;
    }
    this.#at = end;
    return true;
  }

  #decoded(start: number, end: number): string {
    let part = this.#text.slice(start, end);
    if (this.#hasReturns && part.includes('\r')) part = part.replace(/\r\n?/g, '\n');
    return this.#hasEntities && part.includes('&') ? unescaped(part) : part;
  }

  #endTag(): boolean {
    const known = this.#open.pop();
    const end = this.#at;
    if (!known || !this.#text.startsWith(known.endTag, end)) return false;
    this.#at = end + known.endTag.length;
    const text = this.#texts.pop()!;
    const start = this.#starts.pop()!;
    const commented = this.#commented.pop()!;
    if (this.#holders.pop()!) {
      const loose = text.trim();
      if (loose !== '') this.#looseTexts.push({ path: known.path, text: loose });
    } else this.#leaves.push({ path: known.path, type: 'text', text, start: commented ? -1 : start, end: commented ? -1 : end });
    this.#before = known;
    return true;
  }

  #comment(): boolean {
    if (!this.#text.startsWith('<!--', this.#at) || this.#open.length === 0) return false;
    const end = this.#text.indexOf('--', this.#at + 4);
    if (end === -1 || this.#text.charCodeAt(end + 2) !== GT) return false;
    this.#commented[this.#commented.length - 1] = true;
    this.#at = end + 3;
    return true;
  }

  #openTag(): boolean {
    if (this.#open.length >= DEEPEST) return false;
    const guess = this.#before === undefined ? (this.#open.at(-1) ?? root).first : this.#before.next;
    if (guess === undefined || guess.tag === '' || !this.#text.startsWith(guess.tag, this.#at)) return this.#newTag();
    this.#at += guess.tag.length;
    if (guess.isEmpty || !this.#wholeLeaf(guess)) this.#enter(guess, NO_VALUES);
    return true;
  }

  /** Reads text and end tag of an element in which nothing else stands: of nearly all elements. */
  #wholeLeaf(known: Known): boolean {
    const start = this.#at;
    const end = this.#text.indexOf('<', start);
    if (this.#open.length === 0 || end === -1 || !this.#text.startsWith(known.endTag, end)) return false;
    this.#holders[this.#open.length - 1] = true;
    this.#elements.push(known.element);
    this.#leaves.push({ path: known.path, type: 'text', text: this.#decoded(start, end), start, end });
    this.#at = end + known.endTag.length;
    this.#before = known;
    return true;
  }

  #newTag(): boolean {
    const text = this.#text;
    const begin = this.#at;
    this.#at += 1;
    const name = this.#name();
    if (name === '') return false;
    const attributes: Attribute[] = [];
    for (;;) {
      const blanks = this.#blanks();
      const next = text.charCodeAt(this.#at);
      if (next === GT || next === SLASH) break;
      const attribute = blanks === 0 ? undefined : this.#attribute();
      if (!attribute || attributes.some((other) => other.name === attribute.name)) return false;
      attributes.push(attribute);
    }
    const isEmpty = text.charCodeAt(this.#at) === SLASH;
    this.#at += isEmpty ? 2 : 1;
    if (text.charCodeAt(this.#at - 1) !== GT) return false;
    const dataName = name === 'Data' ? attributes.find((attribute) => attribute.name === 'Name') : undefined;
    const values = dataName ? attributes.filter((attribute) => attribute !== dataName) : attributes;
    const tag = values.length === 0 ? text.slice(begin, this.#at) : '';
    this.#enter(this.#known(name, dataName?.text, tag, isEmpty), values);
    return true;
  }

  #attribute(): Attribute | Unread {
    const text = this.#text;
    const name = this.#name();
    if (name === '') return undefined;
    this.#blanks();
    if (text.charCodeAt(this.#at) !== EQUALS) return undefined;
    this.#at += 1;
    this.#blanks();
    const quote = text.charCodeAt(this.#at);
    if (quote !== QUOTE && quote !== APOSTROPHE) return undefined;
    const start = this.#at + 1;
    const end = text.indexOf(quote === QUOTE ? '"' : "'", start);
    if (end === -1) return undefined;
    const raw = text.slice(start, end);
    if (ODD_VALUE.test(raw)) return undefined;
    this.#at = end + 1;
    return { name, text: this.#hasEntities && raw.includes('&') ? unescaped(raw) : raw, start, end };
  }

  #known(name: string, dataName: string | undefined, tag: string, isEmpty: boolean): Known {
    const parent = this.#open.at(-1) ?? root;
    const key = `${tag === '' ? ' ' : tag}${isEmpty ? '/' : ''}${name} ${dataName ?? ''}`;
    let known = parent.children.get(key);
    if (!known) {
      const named = owned(dataName === undefined ? name : `Data[${dataName}]`);
      const path = parent === root ? named : owned(`${parent.path}/${named}`);
      known = newKnown(parent.path, named, path, owned(`</${name}>`), owned(tag), isEmpty);
      parent.children.set(owned(key), known);
      names += 1;
    }
    return known;
  }

  #enter(known: Known, values: readonly Attribute[]): void {
    const depth = this.#open.length;
    const before = this.#before;
    if (before === undefined) (this.#open[depth - 1] ?? root).first = known;
    else before.next = known;
    if (depth > 0) this.#holders[depth - 1] = true;
    this.#elements.push(known.element);
    for (const { name, text, start, end } of values) {
      let path = known.attributes.get(name);
      if (path === undefined) {
        path = owned(`${known.path}/@${name}`);
        known.attributes.set(owned(name), path);
        names += 1;
      }
      this.#leaves.push({ path, type: 'attribute', text, start, end });
    }
    if (known.isEmpty) {
      this.#leaves.push({ path: known.path, type: 'nothing', text: '', start: -1, end: -1 });
      this.#before = known;
      return;
    }
    this.#open.push(known);
    this.#texts.push('');
    this.#starts.push(this.#at);
    this.#holders.push(false);
    this.#commented.push(false);
    this.#before = undefined;
  }

  /** @returns Empty where none stands that is plain. */
  #name(): string {
    const text = this.#text;
    const start = this.#at;
    let at = start;
    let unit = text.charCodeAt(at);
    if (!(unit < 128) || (NAMES[unit]! & LETTER) === 0) return '';
    while (unit < 128 && NAMES[unit] !== 0) {
      at += 1;
      unit = text.charCodeAt(at);
    }
    this.#at = at;
    return text.slice(start, at);
  }

  /** Passes over white space. @returns How much there was. */
  #blanks(): number {
    const start = this.#at;
    let unit = this.#text.charCodeAt(start);
    while (unit === 0x20 || unit === 0x0a || unit === 0x09) {
      this.#at += 1;
      unit = this.#text.charCodeAt(this.#at);
    }
    return this.#at - start;
  }
}

function unescaped(raw: string): string {
  return raw.replace(ENTITY, (_, name: string) => CHARACTERS[name]!);
}
