import type { Io } from './io.js';

/** Shortest time between two states of the line, milliseconds. */
const PAUSE = 250;

/** A line on the terminal that is drawn again and again. */
export interface StatusLine {
  /**
   * Draws the line if it is time to.
   *
   * @param text - Gives what it says; asked only where it is drawn.
   */
  show(text: () => string): void;
  /** Takes the line away, so that something else can be written. */
  clear(): void;
}

/**
 * Says on stderr how far a long piece of work is, on a terminal only; a short one never shows anything.
 *
 * @param now - Milliseconds since any moment. Progress is for people: it may look at the clock, which no record ever does.
 */
export function statusLine(
  { stderr, interactive }: Pick<Io, 'stderr' | 'interactive'>,
  now = () => performance.now(),
): StatusLine {
  let last = now();
  let shown = false;
  return {
    show(text) {
      if (!interactive || now() - last < PAUSE) return;
      last = now();
      shown = true;
      stderr.write(`\r\u001b[K${text()}`);
    },
    clear() {
      if (shown) stderr.write('\r\u001b[K');
      shown = false;
    },
  };
}
