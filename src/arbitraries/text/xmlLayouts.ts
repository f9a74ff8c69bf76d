import { escapeXml, type XmlLayout } from './xml.js';

const reference = (character: string, hex: boolean) =>
  hex ? `&#x${character.charCodeAt(0).toString(16).toUpperCase()};` : `&#${character.charCodeAt(0)};`;
/** Letters as references, in texts or in attributes. */
const referenced =
  (where: 'text' | 'attribute', hex: boolean): XmlLayout['escape'] =>
  (text, quote) => {
    const escaped = escapeXml(text, quote);
    if ((quote === '') !== (where === 'text')) return escaped;
    return escaped.replace(/(&[^;]+;)|[aeAE1]/gu, (character, entity?: string) => entity ?? reference(character, hex));
  };

/** Other layouts of the same XML. */
export const xmlLayouts: Readonly<Record<string, Partial<XmlLayout>>> = {
  'single-quotes': { quote: "'" },
  'double-quotes': { quote: '"' },
  'blank-before-the-slash': { slash: ' ' },
  'no-blank-before-the-slash': { slash: '' },
  'empty-texts-as-one-tag': { emptyText: 'tag' },
  'empty-texts-as-two-tags': { emptyText: 'pair' },
  'empty-elements-as-two-tags': { nothing: 'pair' },
  'letters-as-decimal-references': { escape: referenced('text', false) },
  'letters-as-hexadecimal-references': { escape: referenced('text', true) },
  'letters-of-attributes-as-references': { escape: referenced('attribute', true) },
  'texts-in-cdata': { escape: (text, quote) => (quote === '' && text !== '' ? `<![CDATA[${text}]]>` : escapeXml(text, quote)) },
  'quotes-of-texts-as-entities': {
    escape: (text, quote) => escapeXml(text, quote).replaceAll("'", '&apos;').replaceAll('"', '&quot;'),
  },
  'greater-than-as-it-is': { escape: (text, quote) => escapeXml(text, quote).replaceAll('&gt;', '>') },
};

/** The same with blanks between the elements. A tree that is copied has its lines already. */
export const xmlIndents: Readonly<Record<string, string | null>> = {
  'one-element-a-line': '',
  'elements-set-in-by-a-tab': '\t',
  'elements-set-in-by-four-blanks': '    ',
  'all-on-one-line': null,
};

/** Other spellings of the tags of an event's text, which every XML reader takes for the same. */
export const tagChanges: Readonly<Record<string, (text: string) => string>> = {
  'blank-in-end-tags': (text) => text.replace(/<\/(Data|Computer|EventID)>/gu, '</$1 >'),
  'blanks-between-attributes': (text) => text.replace(/<(Data|Provider|Execution) /gu, '<$1   '),
  'line-break-between-attributes': (text) => text.replace(/<(Provider|Execution) /gu, '<$1\n  '),
  'blanks-around-equals-signs': (text) => text.replace(/<Data Name=/gu, '<Data Name = '),
  'comment-in-the-event': (text) => text.replaceAll('</System>', '</System><!-- a remark -->'),
};

/** Changes around and between events. */
export const betweenEvents: Readonly<Record<string, (text: string) => string>> = {
  'comments-between-events': (text) => text.replaceAll('</Event>', '</Event><!-- <Event> no event -->'),
  'comment-at-the-beginning': (text) => `<!-- exported by hand -->\n${text}`,
  'blank-lines-between-events': (text) => text.replaceAll('</Event>', '</Event>\n\n'),
  'one-root': (text) => `<Events>\n${text}</Events>\n`,
  'declaration-and-one-root': (text) => `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<Events>${text}</Events>`,
};
