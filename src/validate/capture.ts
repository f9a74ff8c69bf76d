import { FalconCapture } from './falcon/capture.js';
import type { Report } from './reporter.js';
import { SysmonCapture } from './sysmon/capture.js';

/** What is remembered of the records of one capture, to compare later ones with. */
export class CaptureMemory {
  readonly sysmon: SysmonCapture;
  readonly falcon: FalconCapture;

  /** @param limit - Most hosts, and most processes, that are remembered. */
  constructor(limit: number) {
    this.sysmon = new SysmonCapture(limit);
    this.falcon = new FalconCapture(limit);
  }

  /** The capture ends: says what only shows then. */
  end(report: Report): void {
    this.sysmon.end(report);
    this.falcon.end(report);
  }
}
