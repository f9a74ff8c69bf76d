import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Flow, type Side, WaitingSides } from '../../src/validate/sysmon/waitingSides.js';
import { parseAddress } from '../../src/validate/text/address.js';

const host = (index: number) => ({ name: `host${index}`, index });
const flowOf = (initiator: string, acceptor: string, ports: number): Flow => ({
  initiator: parseAddress(initiator)!,
  acceptor: parseAddress(acceptor)!,
  ports,
});
const side = (flow: Flow, n: number): Side => ({
  ...flow,
  host: host(n % 7),
  initiated: n % 2 === 0,
  at: 1_700_000_000_000 + n,
  isRepeated: n % 3 === 0,
});
const keyOf = ({ initiator, acceptor, ports }: Flow) => `${initiator.parts} ${acceptor.parts} ${ports}`;

describe('WaitingSides', () => {
  it('gives back who waits on the very same connection, once', () => {
    const addresses = fc.constantFrom('10.0.0.1', '10.0.0.2', '::a00:1', '2001:db8::1', '2001:0db8:0::1');
    const flows = fc
      .tuple(addresses, addresses, fc.constantFrom(445, 50_000 * 65_536 + 445, 65_535 * 65_537))
      .map((flow) => flowOf(...flow));
    fc.assert(
      fc.property(fc.array(flows, { maxLength: 200 }), (all) => {
        const sides = new WaitingSides();
        const waiting = new Map<string, Side>();
        for (const [n, flow] of all.entries()) {
          const found = sides.take({ ...flow });
          // Of four that share their places one may have been forgotten, and nobody else may be taken for it.
          if (found) expect(found).toMatchObject(waiting.get(keyOf(flow))!);
          if (found) waiting.delete(keyOf(flow));
          else {
            waiting.set(keyOf(flow), side(flow, n));
            sides.add(side(flow, n));
            expect(sides.take(flow)).toEqual({ ...side(flow, n), waited: 0 });
            sides.add(side(flow, n));
          }
        }
      }),
    );
  });

  it.each([
    [100, 100_000],
    [1000, 100_000],
    [30, 200],
  ])('remembers the last %i of %i connections', (distance, count) => {
    const sides = new WaitingSides();
    const flow = (n: number) =>
      flowOf(`10.${n % 5}.${n % 11}.${n % 251}`, `10.9.0.${n % 13}`, (50_000 + (n % 10_007)) * 65_536 + 445);
    let lost = 0;
    for (let n = 0; n < count; n += 1) {
      sides.add(side(flow(n), n));
      if (n < distance) continue;
      const found = sides.take(flow(n - distance));
      if (found) expect(found).toEqual({ ...side(flow(n - distance), n - distance), waited: distance });
      else lost += 1;
    }
    expect(lost / count).toBeLessThan(0.001);
  });

  it('forgets the oldest of very many', () => {
    const sides = new WaitingSides();
    const flow = (n: number) => flowOf('10.0.0.1', `10.0.${Math.floor(n / 250)}.${n % 250}`, n);
    for (let n = 0; n < 60_000; n += 1) sides.add(side(flow(n), n));
    const found = Array.from({ length: 60_000 }, (_, n) => sides.take(flow(n)) !== undefined);
    expect(found.slice(0, 20_000).filter(Boolean).length).toBeLessThan(400);
    expect(found.slice(-4096).filter(Boolean).length).toBeGreaterThan(4000);
  });
});
