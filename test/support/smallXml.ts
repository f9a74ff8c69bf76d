/** The tests' own reader of XML without declarations, comments and CDATA: shares nothing with the product nor with xmlbuilder2. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  /** All text directly inside. */
  readonly text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', apos: "'", quot: '"' };

/** XML 1.0, sections 4.1 and 2.11: references, and line ends of the text as it stands. */
const decoded = (text: string): string =>
  text.replace(/\r\n?/gu, '\n').replace(/&(#x[\da-f]+|#\d+|\w+);|&/giu, (reference, name?: string) => {
    if (name?.startsWith('#x')) return String.fromCodePoint(Number.parseInt(name.slice(2), 16));
    if (name?.startsWith('#')) return String.fromCodePoint(Number(name.slice(1)));
    const character = ENTITIES[name ?? ''];
    if (character === undefined) throw new Error(`no reference: ${reference}`);
    return character;
  });

/** Section 3.3.3: white space in attributes is blanks. */
const attribute = (text: string) => decoded(text.replace(/[\t\n\r]/gu, ' '));

const TOKEN = /<(\/?)([\w.:-]+)((?:\s+[\w.:-]+=(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/uy;

export function readXml(text: string): Element {
  interface Open {
    readonly name: string;
    readonly attributes: Record<string, string>;
    readonly children: Element[];
    text: string;
  }
  const top: Open = { name: '', attributes: {}, children: [], text: '' };
  const open: Open[] = [top];
  TOKEN.lastIndex = 0;
  for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
    const match = TOKEN.exec(text);
    if (!match) throw new Error(`no XML at ${at}: ${text.slice(at, at + 40)}`);
    const [, closing, name, attributes, empty, characters] = match;
    const inside = open.at(-1)!;
    if (characters !== undefined) inside.text += decoded(characters);
    else if (closing) {
      if (inside.name !== name) throw new Error(`</${name}> ends <${inside.name}>`);
      open.pop();
    } else {
      const element: Open = { name: name!, attributes: {}, children: [], text: '' };
      for (const [, key, double, single] of attributes!.matchAll(/([\w.:-]+)=(?:"([^"]*)"|'([^']*)')/gu)) {
        if (key! in element.attributes) throw new Error(`${key} twice`);
        element.attributes[key!] = attribute(double ?? single!);
      }
      inside.children.push(element);
      if (!empty) open.push(element);
    }
  }
  if (open.length > 1 || top.children.length !== 1 || top.text.trim() !== '') throw new Error('not one root');
  return top.children[0]!;
}
