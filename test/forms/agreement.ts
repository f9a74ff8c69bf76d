import { expect } from 'vitest';
import type { Said } from './readers.js';

/** One record, as each of its forms tells it. */
export type Forms = Readonly<Record<string, Said>>;

/** Holds the forms of one record to one another: whatever two of them tell, they tell alike. */
export function expectOneRecord(forms: Forms): void {
  const told = new Map<string, Map<unknown, string[]>>();
  for (const [form, said] of Object.entries(forms)) {
    for (const [name, value] of Object.entries(said)) {
      const values = told.get(name) ?? new Map<unknown, string[]>();
      told.set(name, values);
      values.set(value, [...(values.get(value) ?? []), form]);
    }
  }
  const contradictions = [...told].filter(([, values]) => values.size > 1).map(([name, values]) => [name, [...values]]);
  expect(contradictions).toEqual([]);
}

const PROTOCOLS: Readonly<Record<string, number>> = { tcp: 6, udp: 17 };

/**
 * Holds what Sysmon and Falcon tell of one connection to one another.
 *
 * @param unbound - Where the sensor does not see the local end: all but that is compared.
 */
export function expectOneConnection(sysmon: Said, falcon: Said, unbound: boolean): void {
  const end = (said: Said, which: string) => `${String(said[`${which}.address`])} ${String(said[`${which}.port`])}`;
  const ends = [end(sysmon, 'source'), end(sysmon, 'destination')];
  expect(falcon.protocol).toBe(PROTOCOLS[sysmon.protocol as string]);
  if (unbound) {
    expect(ends).toContain(end(falcon, 'remote'));
    expect(end(falcon, 'local')).toBe('0 0');
  } else if (sysmon.initiated) expect(ends).toEqual([end(falcon, 'local'), end(falcon, 'remote')]);
  else expect([...ends].sort()).toEqual([end(falcon, 'local'), end(falcon, 'remote')].sort());
  if (sysmon.initiated && falcon.program !== undefined)
    expect((sysmon.image as string).split(/[\\/]/u).at(-1)).toBe(falcon.program);
  if (sysmon.communityId !== undefined && falcon.communityId !== undefined) expect(falcon.communityId).toBe(sysmon.communityId);
}
