/** What the shell learns from a run; the numbers are part of the interface and never change meaning. */
export const ExitCode = {
  /** Everything asked for was done. */
  done: 0,
  /** The tool did its work and found something: issues, failed expectations, a broken parser. */
  findings: 1,
  /** Wrong usage or an invalid scenario: nothing was written. */
  usage: 2,
  /** The tool itself is at fault (EX_SOFTWARE of sysexits.h); please report it. */
  internal: 70,
  /** Input or output failed: a full disk, a folder that cannot be written (EX_IOERR of sysexits.h). */
  io: 74,
  /** Something was unavailable, as a folder that another run writes into; the same command may work later (EX_TEMPFAIL of sysexits.h). */
  tryAgain: 75,
  /** Stopped by SIGINT or SIGTERM (128 + SIGINT). */
  interrupted: 130,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
