import type { Story } from '../language/story.js';
import { literalAddress } from '../references/literalAddress.js';
import { networkOf, targetTexts } from '../references/scanTargets.js';

/** Addresses and IPv4 networks that steps name as where they go, as they are written. */
export function calledAddresses({ steps, yielded = [] }: Story): readonly string[] {
  const called = new Set<string>();
  const add = (text: string) => {
    if (literalAddress(text) || networkOf(text) !== undefined) called.add(text);
  };
  for (const { connect, beacon, transfer, scan } of steps) {
    for (const ends of [connect, beacon, transfer]) if (ends) add(ends.to);
    if (scan) targetTexts(scan).forEach(add);
  }
  for (const { connect } of yielded) add(connect.to);
  return [...called];
}
