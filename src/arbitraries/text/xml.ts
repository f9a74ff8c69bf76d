/** An element of an event: its content are elements, a text, or nothing at all. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  readonly content: readonly XmlElement[] | string | null;
}

export type XmlAttribute = readonly [name: string, value: string];

/** How one and the same tree is written. No XML reader sees a difference. */
export interface XmlLayout {
  readonly quote: "'" | '"';
  /** What a level is set in by; null writes all on one line. */
  readonly indent: string | null;
  /** What stands before `/>`. */
  readonly slash: '' | ' ';
  /** How an element without content is written: one tag or two. */
  readonly nothing: 'tag' | 'pair';
  /** The same for an element whose text is empty. */
  readonly emptyText: 'tag' | 'pair';
  /** What begins the line of an element that has children, and what ends the line of one that has none. */
  readonly tree?: boolean;
  /** How the characters of a text are written. */
  readonly escape: (text: string, quote: string) => string;
}

export function element(name: string, content: XmlElement['content'], ...attributes: readonly XmlAttribute[]): XmlElement {
  return { name, attributes, content };
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', "'": '&apos;', '"': '&quot;' };

/** The predefined entities; of the quotes only the one that an attribute is set in. */
export function escapeXml(text: string, quote: string): string {
  return text.replace(/[&<>'"]/gu, (character) =>
    character === "'" || character === '"' ? (character === quote ? ESCAPES[character]! : character) : ESCAPES[character]!,
  );
}

export function writeXml(root: XmlElement, layout: XmlLayout, level = 0): string {
  const { name, attributes, content } = root;
  const { quote, indent } = layout;
  const lead = indent === null ? '' : indent.repeat(level);
  const opening = name + attributes.map(([key, value]) => ` ${key}=${quote}${layout.escape(value, quote)}${quote}`).join('');
  if (content !== null && typeof content !== 'string') {
    const inner = content.map((child) => writeXml(child, layout, level + 1));
    const lineEnd = indent === null ? '' : '\n';
    return `${lead}${layout.tree ? '- ' : ''}<${opening}>${lineEnd}${inner.join('')}${lead}</${name}>${lineEnd}`;
  }
  const asTag = (content === null && layout.nothing === 'tag') || (content === '' && layout.emptyText === 'tag');
  const written = asTag ? `<${opening}${layout.slash}/>` : `<${opening}>${layout.escape(content ?? '', '')}</${name}>`;
  return `${lead}${written}${layout.tree ? ' ' : ''}${indent === null ? '' : '\n'}`;
}
