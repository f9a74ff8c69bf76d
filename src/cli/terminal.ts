import type { Io } from './io.js';

/** What stdout can show. */
export interface Terminal {
  /** Columns of a line. */
  readonly width: number;
  readonly color: boolean;
  /** Characters beyond ASCII. */
  readonly unicode: boolean;
}

/** Of files and pipes, and of terminals that do not say. */
const WIDTH = 80;
/** A picture on less is none: it is drawn for so many, and the terminal wraps it. */
const NARROWEST = 40;

/** What is known of stdout: https://no-color.org for colours, the locale for characters. */
export function terminalOf({ stdout, env }: Pick<Io, 'stdout' | 'env'>): Terminal {
  const { columns, isTTY = false } = stdout as { readonly columns?: unknown; readonly isTTY?: boolean };
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  return {
    width: isTTY && typeof columns === 'number' && columns > 0 ? Math.max(NARROWEST, columns) : WIDTH,
    color: isTTY && !env.NO_COLOR && env.TERM !== 'dumb',
    // Windows Terminal says so in its own way.
    unicode: /utf-?8/iu.test(locale) || env.WT_SESSION !== undefined,
  };
}
