export type Family = 'ipv4' | 'ipv6';

/** An address in the one text form that both sensors write: dotted decimal, or eight groups, lower case, no leading zeros, no `::`. */
export interface Address {
  readonly family: Family;
  readonly text: string;
}
