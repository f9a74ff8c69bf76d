import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countedPorts } from '../../src/engine/countedPorts.js';

describe('the ports that a counter gives out', () => {
  it('are those of the dynamic range that nobody holds, in order', () => {
    const port = fc.oneof(fc.integer({ min: 49_140, max: 49_170 }), fc.integer({ min: 65_520, max: 65_535 }), fc.nat(65_535));
    fc.assert(
      fc.property(fc.array(port, { maxLength: 8 }), (held) => {
        const ports = countedPorts(held);
        const free = Array.from({ length: 16_384 }, (_, n) => 49_152 + n).filter((one) => !held.includes(one));
        expect(Array.from({ length: ports.count }, (_, place) => ports.at(place))).toEqual(free);
        for (const place of [0, 1, 17, ports.count - 1]) expect(ports.place(ports.at(place))).toBe(place);
        for (const one of [...held, 49_151, 0]) expect(ports.place(one)).toBe(-1);
      }),
    );
  });
});
