import { connectChecker } from '../falcon/connectChecker.js';
import type { Issue } from '../issue.js';
import type { Settings } from '../options.js';
import type { MakeRecordChecker, RecordChecker } from '../recordChecker.js';
import { Reporter } from '../reporter.js';
import type { Tally } from '../summary.js';
import { eventChecker } from '../sysmon/eventChecker.js';
import { EventReader } from './eventReader.js';
import { JsonLineReader } from './jsonLineReader.js';
import type { RecordReader, RecordSink } from './recordReader.js';

const FORMS = 'Sysmon event XML (begins with <) or Falcon JSON lines (begin with {), as UTF-8';

/** A file may begin in the middle of a record. In so much text there has to be the beginning of one. */
const LONGEST_HEAD = 64 * 1024;

type State = 'undecided' | 'reading' | 'given up';

/** Checks one file whose text arrives in pieces: finds out what it is, cuts it into records and has each checked. */
export class TextChecker {
  readonly #settings: Settings;
  readonly #tally: Tally;
  readonly #reporter: Reporter;
  #state: State = 'undecided';
  /** Text that came before the form was known. */
  #head = '';
  #reader: RecordReader | undefined;
  #checker: RecordChecker | undefined;
  #sawAnything = false;

  constructor(settings: Settings, tally: Tally) {
    this.#settings = settings;
    this.#tally = tally;
    this.#reporter = new Reporter(settings.profile, settings.file);
  }

  /** @returns What was found since the last call. */
  push(text: string): Issue[] {
    if (this.#state === 'undecided') {
      this.#head += text;
      this.#decide();
    } else this.#reader?.push(text);
    return this.#take();
  }

  end(): Issue[] {
    if (this.#state === 'undecided') this.#decide(true);
    this.#reader?.end();
    this.#reporter.at(undefined);
    this.#checker?.end();
    const issues = this.#take();
    if (this.#sawAnything) return issues;
    this.#reporter.report('input/empty', 'MISSING', 'file', 'at least one record');
    return this.#take();
  }

  /** Reports a fault of the file itself. */
  fault(check: 'input/encoding' | 'input/gzip', expected: string, received: string, line?: number): Issue[] {
    this.#reporter.at(line);
    this.#reporter.report(check, 'MALFORMED', 'file', expected, received);
    return this.#take();
  }

  /** Reports a file of a kind that is not read. */
  foreign(what: string): Issue[] {
    this.#giveUp(what);
    return this.#take();
  }

  #decide(final = false): void {
    if (this.#head.startsWith('\uFEFF')) this.#head = this.#head.slice(1);
    const longest = this.#settings.maxRecordLength;
    const kind = kindOfHead(this.#head, final);
    if (kind === 'xml') this.#read(eventChecker, (sink) => new EventReader(sink, longest));
    else if (kind === 'json') this.#read(connectChecker, (sink) => new JsonLineReader(sink, longest));
    else if (kind === 'unknown') this.#giveUp(this.#head.trimStart());
  }

  #read(makeChecker: MakeRecordChecker, makeReader: (sink: RecordSink) => RecordReader): void {
    const { report } = this.#reporter;
    const checker = makeChecker(this.#settings, report, this.#tally);
    const record = (text: string) => {
      this.#sawAnything = true;
      checker.check(text);
    };
    this.#state = 'reading';
    this.#checker = checker;
    this.#reader = makeReader({ at: (line) => this.#reporter.at(line), report, record });
    this.#reader.push(this.#head);
    this.#head = '';
  }

  #giveUp(received: string): void {
    this.#state = 'given up';
    this.#head = '';
    this.#reporter.at(1);
    this.#reporter.report('input/unknown-form', 'MALFORMED', 'file', FORMS, received);
  }

  #take(): Issue[] {
    const issues = this.#reporter.take();
    if (issues.length > 0) this.#sawAnything = true;
    for (const issue of issues) this.#tally.issue(issue);
    return issues;
  }
}

/** The first character that is not white space tells XML from JSON; failing that, the first record that begins. */
function kindOfHead(head: string, final: boolean): 'xml' | 'json' | 'unknown' | undefined {
  const text = head.trimStart();
  if (/^(?:-\s*)?</.test(text)) return 'xml';
  if (text.startsWith('{')) return 'json';
  if (text.startsWith('[')) return 'unknown'; // an array, which could not be read line by line
  if (final ? text === '' : head.length < LONGEST_HEAD) return undefined;
  const record = /<Event[\s>]|^\{"/m.exec(head.slice(0, LONGEST_HEAD))?.[0];
  if (record === undefined) return 'unknown';
  return record.startsWith('<') ? 'xml' : 'json';
}
