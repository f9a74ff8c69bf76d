import fc from 'fast-check';
import { pick } from '../pick.js';
import { type SensorId, sensors } from './sensors.js';

const DAY = 86_400_000;

/** One host with its sensor: what all events of it have in common. */
export interface Device {
  readonly sensor: SensorId;
  readonly computer: string;
  readonly aid: string;
  readonly cid: string;
  /** The public address that the cloud sees. */
  readonly aip: string;
  readonly configBuild: string;
  readonly configStateHash: string;
  /** Where the capture begins, Unix milliseconds. */
  readonly startsAt: number;
  readonly addresses: { readonly v4: string; readonly v6: string; readonly linkLocal: string };
  /** Where the ids of processes begin. */
  readonly firstProcess: bigint;
}

const hex32 = fc.stringMatching(/^[0-9a-f]{32}$/u);

/** What is drawn about a host with a sensor. */
export const deviceDraws = fc.record({
  name: fc.constantFrom('DESKTOP-7KQ2M4X', 'build1', "Ada's device", 'SRV01'),
  aid: hex32,
  cid: hex32,
  aip: fc.constantFrom('192.0.2.51', '203.0.113.9', '2001:db8:aa:0:0:0:0:1'),
  build: fc.nat({ max: 99 }),
  configStateHash: fc.integer({ min: 1, max: 0xffff_ffff }),
  when: fc.nat({ max: 364 }),
  moment: fc.nat({ max: DAY - 1 }),
  /** Digits of a process id beyond the fewest that the platform has, and what fills them. */
  digits: fc.nat({ max: 8 }),
  process: fc.nat({ max: 999_999_999 }),
  interfaceId: fc.integer({ min: 1, max: 0xffff }),
  station: fc.integer({ min: 20, max: 200 }),
});

export type DeviceDraws = typeof deviceDraws extends fc.Arbitrary<infer T> ? T : never;

/**
 * Builds a host from what was drawn.
 *
 * @param place - Number of the host in a capture; all of a capture have the customer of place 0.
 */
export function deviceOf(sensor: SensorId, draws: DeviceDraws, cid = draws.cid, place = 0): Device {
  const { build, from, to, processDigits } = sensors[sensor];
  const [least, most] = processDigits;
  const digits = pick(sensors[sensor].platform === 'Lin' ? [least, most] : span(least, most), draws.digits);
  const year = pick(span(from, to - 1), draws.when);
  const interfaceId = `a${place}:${draws.interfaceId.toString(16)}:4126:1b81`;
  const number = String(Number(build[1]) + (build[1].length === 7 ? draws.build : 0)).padStart(build[1].length, '0');
  return {
    sensor,
    computer: place > 0 ? `${draws.name}-${place}` : draws.name,
    aid: draws.aid.slice(0, 30) + (Number.parseInt(draws.aid.slice(30), 16) ^ place).toString(16).padStart(2, '0'),
    cid,
    aip: draws.aip,
    configBuild: `1007.${build[0]}.${number}.${build[2]}`,
    configStateHash: String(draws.configStateHash),
    startsAt: Date.UTC(year, 0, 1 + draws.when) + draws.moment,
    addresses: {
      v4: `192.168.178.${draws.station + place}`,
      v6: `2001:db8:20:1:${interfaceId}`,
      linkLocal: `fe80:0:0:0:${interfaceId}`,
    },
    // The first digit is 1, so that 20 digits stay below 2^64.
    firstProcess: 10n ** BigInt(digits - 1) + BigInt(draws.process),
  };
}

function span(from: number, to: number): number[] {
  return Array.from({ length: Math.max(1, to - from + 1) }, (_, n) => from + n);
}
