/** Whom a process runs as. */
export interface Account {
  /** The key of a user of the story, or of a built-in account. */
  readonly id: string;
  /** NetBIOS name of the domain or of the machine that keeps the account, `NT AUTHORITY`, or empty where there is no Windows. */
  readonly domain: string;
  readonly name: string;
  /** Windows security identifier; empty elsewhere. */
  readonly sid: string;
}
