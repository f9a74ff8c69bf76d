import type { CaptureMemory } from '../capture.js';
import type { Issue } from '../issue.js';
import type { Settings } from '../options.js';
import type { LayoutOf } from '../record/layout.js';
import { Reporter } from '../reporter.js';
import type { Tally } from '../summary.js';
import { xmlLayouts } from '../sysmon/xmlLayout.js';
import { jsonLayout } from './jsonLayout.js';
import { type HeadKind, kindOfHead } from './kindOfHead.js';
import { RecordLoop } from './recordLoop.js';
import { foreignSignature, SIGNATURE_LENGTH } from './signature.js';
import { JSON_LINES, type Syntax, XML } from './syntax.js';
import { Utf16Decoder, utf16Of } from './utf16.js';

const FORMS = 'Sysmon event XML (begins with <) or JSON (begins with {) of Sysmon or Falcon events, plain or gzip';
const BYTE_ORDER_MARK = Buffer.from('\uFEFF');
/** So many bytes are looked at before the checks have the issues taken away: they are what grows in a file of nothing but faults. */
const STEP = 64 * 1024;

type State = 'undecided' | 'reading' | 'given up';

/** Checks one file that arrives in pieces: finds out what it is, has it cut into records, and each checked. */
export class FileChecker {
  readonly #settings: Settings;
  readonly #tally: Tally;
  readonly #reporter: Reporter;
  readonly #capture: CaptureMemory | undefined;
  #state: State = 'undecided';
  /** Bytes that came before the form was known. */
  #head: Buffer = Buffer.alloc(0);
  #utf16: Utf16Decoder | undefined;
  #loop: RecordLoop | undefined;
  #sawAnything = false;

  /** @param capture - What records are compared with; without it each is checked by itself. */
  constructor(settings: Settings, tally: Tally, capture: CaptureMemory | undefined) {
    this.#settings = settings;
    this.#tally = tally;
    this.#capture = capture;
    this.#reporter = new Reporter(settings.profile, settings.file, settings.accepts);
  }

  /** @returns What was found since the last call, piece by piece. */
  *push(bytes: Buffer): Generator<Issue> {
    for (let at = 0; at < bytes.length; at += STEP) {
      this.#take(bytes.subarray(at, at + STEP));
      yield* this.#issues();
    }
  }

  /** Takes text that has no bytes: a string with half a surrogate pair. */
  *pushText(text: string): Generator<Issue> {
    this.#head = Buffer.from(text);
    this.#decide(true, () => this.#loop?.pushText(text));
    yield* this.#issues();
  }

  /** @param endsCapture - True if no other file belongs to the capture of this one. */
  *end(endsCapture: boolean): Generator<Issue> {
    if (this.#state === 'undecided') this.#decide(true);
    if (this.#utf16) this.#loop?.push(this.#utf16.end());
    this.#loop?.end();
    this.#reporter.at(undefined);
    if (endsCapture) this.#capture?.end(this.#reporter.report);
    yield* this.#issues();
    if (this.#sawAnything || (this.#loop?.seen ?? 0) > 0) return;
    this.#reporter.report('input/empty', 'MISSING', 'file', 'at least one record');
    yield* this.#issues();
  }

  /** The file could not be unpacked from here on. */
  *unpackFault(received: string): Generator<Issue> {
    this.#reporter.at(undefined);
    this.#reporter.report('input/gzip', 'MALFORMED', 'file', 'sound gzip data up to its end', received);
    yield* this.#issues();
  }

  #take(bytes: Buffer): void {
    if (this.#state === 'given up') return;
    if (this.#state === 'reading') this.#loop!.push(this.#utf16 ? this.#utf16.push(bytes) : bytes);
    else {
      this.#head = Buffer.concat([this.#head, bytes]);
      if (this.#head.length >= SIGNATURE_LENGTH) this.#decide(false);
    }
  }

  #decide(final: boolean, read = () => this.#readHead()): void {
    const kind = this.#kind(final);
    if (kind === undefined) return;
    if (typeof kind === 'object') {
      this.#giveUp(kind.unknown);
      return;
    }
    const encoding = utf16Of(this.#head);
    this.#state = 'reading';
    this.#utf16 = encoding && new Utf16Decoder(encoding);
    this.#loop = this.#newLoop(kind);
    read();
    this.#head = Buffer.alloc(0);
  }

  #kind(final: boolean): HeadKind | undefined {
    const what = foreignSignature(this.#head);
    if (what !== undefined) return { unknown: what };
    const encoding = utf16Of(this.#head);
    const text = encoding ? new Utf16Decoder(encoding).push(this.#head) : this.#head;
    return kindOfHead(withoutMark(text), final);
  }

  #newLoop(kind: 'xml' | 'json'): RecordLoop {
    const capture = this.#capture;
    const [syntax, layoutOf]: [Syntax, LayoutOf] =
      kind === 'xml' ? [XML, xmlLayouts(capture?.sysmon)] : [JSON_LINES, (shape) => jsonLayout(shape, capture)];
    return new RecordLoop(syntax, layoutOf, this.#reporter, this.#tally, this.#settings);
  }

  #readHead(): void {
    const bytes = this.#utf16 ? this.#utf16.push(this.#head) : this.#head;
    this.#loop!.push(withoutMark(bytes));
  }

  #giveUp(received: string): void {
    this.#state = 'given up';
    this.#head = Buffer.alloc(0);
    this.#reporter.at(1);
    this.#reporter.report('input/unknown-form', 'MALFORMED', 'file', FORMS, received);
  }

  #issues(): Issue[] {
    const issues = this.#reporter.take();
    if (issues.length > 0) this.#sawAnything = true;
    for (const issue of issues) this.#tally.issue(issue);
    return issues;
  }
}

const withoutMark = (text: Buffer) => (text.subarray(0, 3).equals(BYTE_ORDER_MARK) ? text.subarray(3) : text);
