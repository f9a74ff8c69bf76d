import type { CheckId } from '../checks.js';
import type { IssueCode } from '../issue.js';
import type { ProcessGuid } from '../sysmon/processGuid.js';
import type { Address } from '../text/address.js';

/** What is wrong with a value, whatever field of whatever record it stands in. */
export interface Finding {
  readonly check: CheckId;
  readonly code: IssueCode;
  readonly expected: string;
  /** Default: the text of the value. */
  readonly received?: string | undefined;
  /** Added to the path of the field where the fault lies beside it. */
  readonly path?: string | undefined;
}

const NONE: readonly Finding[] = [];

/**
 * A value that has been read and judged. The same few values occur over and over in a file, so each is judged once and kept.
 *
 * One class with all that any kind of value can mean: the checks that compare values stay fast because all of them look alike.
 */
export class Judged {
  /** The number or the moment it is; `NaN` where it is none or could not be read. */
  number = Number.NaN;
  /** What `number` cannot hold of a moment: nanoseconds within its millisecond. */
  rest = 0;
  /** A truth value, where it is one. */
  flag: boolean | undefined;
  address: Address | undefined;
  guid: ProcessGuid | undefined;
  /** Who it names, as the capture knows them: kept here so that they are not looked up by the text each time. */
  memo: object | undefined;
  readonly findings: readonly Finding[];
  readonly isFaulty: boolean;

  constructor(
    /** As the sensor meant it, unescaped. */
    readonly text: string,
    findings: readonly Finding[] = NONE,
  ) {
    this.findings = findings;
    this.isFaulty = findings.length > 0;
  }
}

/** Stands for a sound number or moment that was read without making an object for it. */
export const PLAIN = new Judged('');
