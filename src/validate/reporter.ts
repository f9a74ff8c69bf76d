import { type Profile, sourceOf } from './check.js';
import { type CheckId, checksById } from './checks.js';
import type { Issue, IssueCode } from './issue.js';
import { printable, visible } from './text/printable.js';

/** Says that a check has failed. Where `code` is `MISSING`, nothing was received. */
export type Report = (
  check: CheckId,
  code: IssueCode,
  path: string,
  expected: string,
  received?: string,
  /** Of an earlier record that is to blame; default is the line of the present one. */
  line?: number,
) => void;

/** A hostile record may be wrong in ten thousand places; a reader can use the first of them. */
const MOST_PER_RECORD = 100;

/** Turns failed checks into issues: gives each its level, its place and text that is safe to show. */
export class Reporter {
  readonly #profile: Profile;
  readonly #file: string | undefined;
  readonly #accepts: (check: string) => boolean;
  #line: number | undefined;
  #inRecord = 0;
  #issues: Issue[] = [];

  /** @param accepts - Says whether a check is made; issues of others are dropped here, before anything counts them. */
  constructor(profile: Profile, file?: string | undefined, accepts: (check: string) => boolean = () => true) {
    this.#profile = profile;
    this.#file = file;
    this.#accepts = accepts;
  }

  /** From here on issues belong to the record that begins on this line. */
  at(line: number | undefined): void {
    this.#line = line;
    this.#inRecord = 0;
  }

  readonly report: Report = (check, code, path, expected, received = '', line = this.#line) => {
    if (!this.#accepts(check)) return; // it takes no room of those that are shown
    this.#inRecord += 1;
    if (this.#inRecord < MOST_PER_RECORD) this.#add(check, code, path, expected, received, line);
    else if (this.#inRecord === MOST_PER_RECORD) {
      this.#add(
        'input/issues-cut',
        'TOO_LONG',
        'record',
        `fewer than ${MOST_PER_RECORD} issues in one record`,
        'more than that',
        line,
      );
    }
  };

  /** Hands over what was found since the last call. */
  take(): Issue[] {
    const issues = this.#issues;
    this.#issues = [];
    return issues;
  }

  #add(check: CheckId, code: IssueCode, path: string, expected: string, received: string, line: number | undefined): void {
    if (!this.#accepts(check)) return; // a cut too may be none of the reader's concern
    this.#issues.push({
      check,
      level: checksById[check][this.#profile],
      code,
      path: printable(path),
      expected: printable(expected),
      received: printable(received),
      source: sourceOf(check),
      ...(this.#file === undefined ? {} : { file: visible(this.#file) }),
      ...(line === undefined ? {} : { line }),
    });
  }
}
