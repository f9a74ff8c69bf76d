/** Turns the records of one sensor into bytes: one format is one of these. */
export interface Format<Records> {
  readonly id: string;
  /** Name of the file that a run leaves, without the host. */
  readonly file: string;
  /** How many bytes the record may take at the most: the caller makes room before it calls {@link write}. */
  room(records: Records, i: number): number;
  /**
   * Writes record `i` with its line end.
   *
   * @returns The position after it.
   */
  write(records: Records, i: number, out: Uint8Array, at: number): number;
}
