import { insideOf, LONGEST_INSIDE, LONGEST_TAG, tagOf, withoutPrefix } from './eventPrefix.js';
import { countLineFeeds, type RecordReader, type RecordSink } from './recordReader.js';
import { LONGEST_PREFIX, OTHER_LINE, OTHER_LINE_HERE, SYSLOG_PREFIX_AT_END } from './syslogPrefix.js';

/** Markup, and not the priority `<14>` with which syslog begins a line. */
const MARKUP = /<(?=\D)/;

/** What evtx_dump writes before each record. */
const EVTX_DUMP_HEADING = /^\s*Record \d+\s*$/;

/** So much of what is stray is shown. */
const LONGEST_EXCERPT = 80;
/** A line of another program is no longer. */
const LONGEST_LINE = 64 * 1024;
const EVENT_TAG = /<\/?Event[\s/>]/;

/** No token that decides anything is longer than this, so that much is kept where one may be incomplete. */
const LONGEST_TOKEN = 12;

/** What {@link RecordReader.resume} may leave out. */
const BLANK = /^[ \t\r\n]*$/;
/** What has no business between events. */
const ODD = /[^\s\uFEFF-]/;

/** True if the text goes on behind what is shown of it, so that more text changes nothing. */
const isWholeExcerpt = (text: string, at: number) => text.length - at >= LONGEST_EXCERPT || text.includes('\n', at);

const blanked = (text: string) => text.replace(/\S/g, ' ');

type State = 'between' | 'inside' | 'passing';

type EndMark = '-->' | '?>' | ']]>' | ']>' | '>';

/** What a section between events is called when its end is missing, and how it begins. */
const SECTIONS: Readonly<Record<EndMark, { readonly name: string; readonly opening: number }>> = {
  '-->': { name: 'comment', opening: 4 },
  '?>': { name: 'processing instruction', opening: 2 },
  ']]>': { name: 'CDATA section', opening: 9 },
  ']>': { name: 'document type declaration', opening: 0 },
  '>': { name: 'root element', opening: 1 },
};
/** So much of what came before is needed to find the end of a section that two pieces share. */
const LONGEST_MARK = 3;
const MOST_PREFIXES = 64;
const MARKS = Object.keys(SECTIONS) as EndMark[];

/**
 * Cuts event XML into `<Event>` elements: one per line or many, laid out or not, with a root element or without.
 *
 * It finds elements and does not read them, so that a broken one costs no other.
 */
export class EventReader implements RecordReader {
  readonly #sink: RecordSink;
  readonly #longest: number;
  #buffer = '';
  /** Line of the first character of the buffer. */
  #line = 1;
  #state: State = 'between';
  /** Up to here the buffer holds nothing that decides. */
  #scanned = 0;
  /** Between events: pass over everything up to and with this. */
  #skipTo: EndMark | undefined;
  /** What is looked for where the text so far does not hold it, nor yet shows that it is missing. */
  #awaited: EndMark | undefined;
  /** So much more text shows that it is missing. */
  #patience = 0;
  /** Text that came meanwhile. It is joined once: joining each piece would copy all before it. */
  #held: string[] = [];
  /** The end of all text so far, while something is looked for. */
  #tail = '';
  /** Per mark, before which place of the buffer none is: where the end of one section is missing, that of the next need not be looked for. */
  readonly #absent: Record<EndMark, number> = { '-->': 0, '?>': 0, ']]>': 0, ']>': 0, '>': 0 };
  /** Inside a document type declaration, before it is known whether it has an internal subset. */
  #declaring = false;
  #saidStray = false;
  #saidUnended = false;
  #saidOther = false;
  /** True if the buffer begins within a line, whose beginning has been judged. */
  #inLine = false;
  #final = false;
  /** Of the event that is being read; mostly none. */
  #prefix = '';
  #insidePattern = insideOf('');
  /** Prefixes that the root element bound to the namespace of events. */
  readonly #bound = new Set<string>();
  /** Name of the root element, while it is open. */
  #root: string | undefined;
  /** True until something stands in the file that a root element does not follow. */
  #mayHaveRoot = true;

  constructor(sink: RecordSink, longest: number) {
    this.#sink = sink;
    this.#longest = longest;
  }

  /** True between records, when all text so far has been dealt with. */
  get idle(): boolean {
    if (this.#state !== 'between' || this.#skipTo || this.#declaring) return false;
    return this.#buffer === '' || BLANK.test(this.#buffer);
  }

  resume(line: number, afterRecord: boolean): void {
    this.#buffer = '';
    this.#scanned = 0;
    for (const mark of MARKS) this.#absent[mark] = 0;
    if (line !== this.#line) this.#inLine = false;
    this.#line = line;
    if (afterRecord) this.#beginEvent();
  }

  push(text: string): void {
    if (this.#awaited && this.#stillWaits(text, this.#awaited)) return;
    this.#join(text);
    while (this.#step());
  }

  end(): void {
    this.#final = true;
    this.#join('');
    while (this.#step());
    if (this.#state === 'inside') this.#truncated(this.#buffer);
    else if (this.#declaring) this.#unended('>', SECTIONS[']>'].name);
  }

  #stillWaits(text: string, mark: EndMark): boolean {
    const seen = this.#tail + text;
    this.#patience -= text.length;
    if (this.#patience <= 0 || seen.includes(mark)) return false;
    this.#held.push(text);
    this.#tail = seen.slice(-LONGEST_MARK);
    return true;
  }

  #join(text: string): void {
    this.#buffer += this.#held.join('') + text;
    this.#held = [];
    this.#awaited = undefined;
  }

  /**
   * Looks for the end of the section that begins at `at`: no further than a record may be long, or one that never ends would hide all that
   * follows.
   *
   * @returns Offset behind it; -1 if it is missing, `undefined` if more text has to tell.
   */
  #endOf(mark: EndMark, at: number): number | undefined {
    if (at < this.#absent[mark]) return -1;
    const most = at + this.#longest;
    const found = this.#buffer.indexOf(mark, at);
    if (found !== -1 && found <= most) return found + mark.length;
    const patience = most + mark.length - this.#buffer.length;
    if (patience > 0 && !this.#final) {
      this.#awaited = mark;
      this.#patience = patience;
      this.#tail = this.#buffer.slice(-LONGEST_MARK);
      return undefined;
    }
    this.#absent[mark] = most;
    return -1;
  }

  /** Does one thing; false when it needs more text. */
  #step(): boolean {
    if (this.#declaring) return this.#declaration();
    if (this.#state === 'between') return this.#skipTo ? this.#skip(this.#skipTo) : this.#between();
    return this.#inside();
  }

  #skip(mark: EndMark): boolean {
    const end = this.#endOf(mark, 0);
    if (end === undefined) return false;
    this.#skipTo = undefined;
    const { name, opening } = SECTIONS[mark];
    if (end === -1) {
      if (!this.#saidUnended) this.#unended(mark, name);
      this.#saidUnended = true;
      this.#mayHaveRoot = false;
      this.#saidStray = true; // what follows is what stands in it
    }
    this.#consume(end === -1 ? opening : end);
    return true;
  }

  #between(): boolean {
    OTHER_LINE_HERE.lastIndex = 0;
    const here = OTHER_LINE_HERE.exec(this.#buffer)?.[0][0]; // known without a look at all the lines behind it
    if (here !== undefined && !(this.#inLine && here !== '\n')) return this.#beforeOther(here === '\n' ? 1 : 0);
    const opening = this.#opening();
    const end = opening === -1 ? this.#judgedEnd() : opening;
    const whole = this.#buffer.slice(0, end);
    const other = OTHER_LINE.exec(whole);
    if (other && !(this.#inLine && other[0][0] !== '\n')) return this.#beforeOther(other.index + (other[0][0] === '\n' ? 1 : 0));
    const text = whole.replace(SYSLOG_PREFIX_AT_END, '').replace(EVTX_DUMP_HEADING, blanked);
    const odd = this.#saidStray ? null : ODD.exec(text);
    if (odd && opening === -1 && !this.#final && !isWholeExcerpt(text, odd.index)) return false;
    if (odd) this.#stray(text, odd.index);
    this.#consume(end);
    if (end > 0) this.#inLine = opening === -1 && this.#buffer === '';
    if (opening === -1 || (this.#buffer.length < LONGEST_TOKEN && !this.#final)) return false;
    return this.#markup();
  }

  /** @param at - Where a line begins that may be of another program. */
  #beforeOther(at: number): boolean {
    const text = this.#buffer.slice(0, at).replace(EVTX_DUMP_HEADING, blanked);
    const odd = this.#saidStray ? null : ODD.exec(text);
    if (odd) this.#stray(text, odd.index);
    if (at > 0) this.#inLine = false;
    this.#consume(at);
    return this.#otherLine();
  }

  /** The buffer begins with a line of another program. One that holds an event is a fault; any other is passed over, and noted once between two events. */
  #otherLine(): boolean {
    const feed = this.#buffer.indexOf('\n');
    const end = feed === -1 ? this.#buffer.length : feed;
    const event = EVENT_TAG.exec(this.#buffer.slice(0, Math.min(end, LONGEST_LINE) + 1))?.index ?? -1;
    if (event === -1 && end <= LONGEST_LINE) {
      if (feed === -1 && !this.#final) return false;
      if (!this.#saidOther) this.#noteOther(end);
      this.#consume(end);
      return this.#buffer !== '';
    }
    const length = event === -1 ? LONGEST_LINE : event;
    if (!this.#saidStray) this.#stray(this.#buffer.slice(0, length).trimStart(), 0);
    this.#consume(length);
    this.#inLine = true;
    return true;
  }

  #noteOther(end: number): void {
    this.#saidOther = true;
    this.#sink.at(this.#line);
    const excerpt = this.#buffer.slice(0, end).trim().slice(0, LONGEST_EXCERPT);
    this.#sink.report('input/not-checked', 'NOT_CHECKED', 'document', 'lines of Sysmon', excerpt);
  }

  /** @returns Offset of the next markup; -1 if there is none, or none yet: what follows a last `<` tells. */
  #opening(): number {
    const found = this.#buffer.search(MARKUP);
    return found === -1 && this.#final && this.#buffer.endsWith('<') ? this.#buffer.length - 1 : found;
  }

  /** How much of a buffer without markup can be judged: not a line that may turn out to be the prefix of an event, nor the line feed before it. */
  #judgedEnd(): number {
    const length = this.#buffer.length - (this.#buffer.endsWith('<') ? 1 : 0);
    const line = Math.max(0, this.#buffer.lastIndexOf('\n'));
    return this.#final || length - line > LONGEST_PREFIX ? length : line;
  }

  /** The buffer begins with `<`. */
  #markup(): boolean {
    const head = this.#buffer.slice(0, LONGEST_TOKEN);
    if (/^<Event[\s/>]/.test(head)) this.#enter('');
    else if (head.startsWith('<!--')) this.#skipTo = '-->';
    else if (head.startsWith('<?')) this.#skipTo = '?>';
    else if (/^<!DOCTYPE/i.test(head)) this.#doctype();
    else if (/^<\/?[A-Za-z_]/.test(head)) return this.#tag();
    else return this.#strayMarkup();
    return this.#buffer !== '';
  }

  #strayMarkup(): boolean {
    if (!this.#saidStray && !this.#final && !isWholeExcerpt(this.#buffer, 0)) return false;
    if (!this.#saidStray) this.#stray(this.#buffer, 0);
    this.#consume(1);
    return this.#buffer !== '';
  }

  /** What stands behind it is said anew. */
  #beginEvent(): void {
    this.#mayHaveRoot = false;
    this.#saidStray = false;
    this.#saidUnended = false;
    this.#saidOther = false;
    this.#inLine = false;
  }

  /** The buffer begins with a tag of another name: of an event with a prefix, of a root element, or stray. */
  #tag(): boolean {
    const tag = tagOf(this.#buffer);
    if (!tag) {
      if (!this.#final && this.#buffer.length < LONGEST_TAG && /^<[^<>]*$/.test(this.#buffer)) return false;
      if (!/^<\/?Events[\s/>]/.test(this.#buffer)) return this.#strayMarkup();
      this.#skipTo = '>';
      return true;
    }
    const { isEnd, isEmpty, name, prefix, localName, bound, length } = tag;
    if (localName === 'Event' && !isEnd && prefix !== '' && (this.#bound.has(prefix) || bound.includes(prefix))) {
      this.#enter(prefix);
      return true;
    }
    if (isEnd && name === this.#root) this.#root = undefined;
    else if (!isEnd && !isEmpty && this.#mayHaveRoot && localName !== 'Event') this.#root = name;
    else if (localName !== 'Events') return this.#strayMarkup();
    if (name === this.#root) this.#mayHaveRoot = false;
    for (const one of bound) if (this.#bound.size < MOST_PREFIXES) this.#bound.add(one);
    this.#consume(length);
    return this.#buffer !== '';
  }

  #enter(prefix: string): void {
    this.#state = 'inside';
    this.#scanned = 1;
    if (prefix !== this.#prefix) this.#insidePattern = insideOf(prefix);
    this.#prefix = prefix;
    this.#beginEvent();
  }

  #doctype(): void {
    this.#sink.at(this.#line);
    this.#sink.report('input/doctype', 'UNEXPECTED', 'document', 'no document type declaration', '<!DOCTYPE');
    this.#declaring = true;
  }

  /** An internal subset ends with `]>`, a declaration without one at the first `>`: whichever character comes first decides, however the text arrives. */
  #declaration(): boolean {
    const found = /[[>]/.exec(this.#buffer);
    if (!found) {
      this.#consume(this.#buffer.length);
      return false;
    }
    this.#declaring = false;
    if (found[0] === '[') this.#skipTo = ']>';
    this.#consume(found.index + 1);
    return this.#buffer !== '';
  }

  #inside(): boolean {
    this.#insidePattern.lastIndex = this.#scanned;
    const token = this.#insidePattern.exec(this.#buffer);
    if (!token) return this.#wait(Math.max(this.#scanned, this.#buffer.length - LONGEST_INSIDE));
    const at = token.index;
    if (at > this.#longest) this.#pass();
    if (token[0].startsWith('</')) {
      const close = this.#buffer.indexOf('>', at);
      if (close === -1) return this.#wait(at);
      return this.#complete(close + 1);
    }
    if (token[0].endsWith('Event')) return this.#another(at, token[0].slice(1, -'Event'.length - 1));
    if (this.#state === 'passing') return this.#scanOn(at + 1);
    const mark = token[0] === '<!--' ? '-->' : ']]>';
    const end = this.#endOf(mark, at);
    if (end === undefined) return this.#scanOn(at, false);
    // Where the end is missing, whoever takes the event apart says so.
    return this.#scanOn(end === -1 ? at + SECTIONS[mark].opening : end);
  }

  #scanOn(from: number, goesOn = true): boolean {
    this.#scanned = from;
    return goesOn;
  }

  #complete(end: number): boolean {
    if (this.#state === 'inside' && end > this.#longest) this.#tooLong();
    else if (this.#state === 'inside') {
      this.#sink.at(this.#line);
      const text = this.#buffer.slice(0, end);
      this.#sink.record(this.#prefix === '' ? text : withoutPrefix(text, this.#prefix));
    }
    this.#state = 'between';
    this.#consume(end);
    return true;
  }

  /** An event begins before the last one has ended. */
  #another(at: number, prefix: string): boolean {
    if (this.#state === 'inside') this.#truncated(this.#buffer.slice(0, at));
    this.#consume(at);
    this.#enter(prefix);
    return true;
  }

  #wait(scanned: number): false {
    this.#scanned = scanned;
    if (this.#buffer.length > this.#longest + LONGEST_INSIDE) this.#pass(); // every token that comes before has been seen
    if (this.#state === 'passing') this.#consume(scanned);
    return false;
  }

  #pass(): void {
    if (this.#state === 'inside') this.#tooLong();
    this.#state = 'passing';
  }

  #tooLong(): void {
    this.#sink.at(this.#line);
    this.#sink.report(
      'input/too-long',
      'TOO_LONG',
      'Event',
      `an event of at most ${this.#longest} characters`,
      this.#buffer.slice(0, 200),
    );
  }

  #truncated(text: string): void {
    this.#sink.at(this.#line);
    this.#sink.report('input/truncated', 'MISSING', 'Event', `</Event> after "${text.slice(-40)}"`);
  }

  #unended(mark: string, name: string): void {
    this.#sink.at(this.#line);
    this.#sink.report('input/truncated', 'MISSING', 'document', `"${mark}" at the end of this ${name}`);
  }

  #stray(text: string, at: number): void {
    this.#mayHaveRoot = false;
    this.#saidStray = true; // until the next event: one broken record makes a lot of it
    this.#sink.at(this.#line + countLineFeeds(text, at));
    const excerpt = text.slice(at, at + LONGEST_EXCERPT).split('\n', 1)[0]!;
    this.#sink.report('input/stray-text', 'UNEXPECTED', 'document', '<Event> elements and white space', excerpt);
  }

  #consume(length: number): void {
    this.#line += countLineFeeds(this.#buffer, length);
    this.#buffer = this.#buffer.slice(length);
    this.#scanned = Math.max(0, this.#scanned - length);
    for (const mark of MARKS) this.#absent[mark] = Math.max(0, this.#absent[mark] - length);
  }
}
