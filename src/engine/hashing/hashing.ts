/** Hashes the slices of several outputs: SHA-256. */
export interface Hashing {
  /**
   * Hashes bytes of an output, behind those of earlier calls.
   *
   * @returns When they may be changed.
   */
  update(output: number, bytes: Uint8Array): Promise<void>;
  /** Ends a slice. @returns The digest of all that came since the last one. */
  digest(output: number): Promise<string>;
  close(): Promise<void>;
}
