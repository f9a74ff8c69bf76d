import { describe, expect, it } from 'vitest';
import { MATCHER_CODE } from '../../src/validate/fast/matcherCode.js';
import { ABSENT, MOST_FIELDS, OWN, PLAIN_ID } from '../../src/validate/record/recordSlots.js';

describe('the program of the matcher', () => {
  it('numbers fields and values as the records do', async () => {
    const { WebAssembly } = globalThis as unknown as {
      WebAssembly: { instantiate(code: Uint8Array): Promise<{ instance: { exports: Record<string, { value: number }> } }> };
    };
    const { exports } = (await WebAssembly.instantiate(Buffer.from(MATCHER_CODE, 'base64'))).instance;
    const value = (name: string) => exports[name]!.value;
    expect(value('FIELDS')).toBe(MOST_FIELDS);
    expect([value('ABSENT'), value('PLAIN'), value('OWN')]).toEqual([ABSENT, PLAIN_ID, OWN]);
    expect(value('REMEMBERED')).toBeGreaterThanOrEqual(OWN + MOST_FIELDS);
  });
});
