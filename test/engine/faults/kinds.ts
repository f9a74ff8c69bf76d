import type { Arriving } from '../../support/arrivals.js';
import { FAULTY_START, type FaultText } from '../../support/faultyStory.js';

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;

/** One fault, whom it concerns by a reading of its text that shares no code with the engine, and what it does. */
export interface FaultCase {
  readonly at: string;
  readonly fault: FaultText['fault'];
  /** Whether a record is among those that may be met, by what it would be without the fault. */
  readonly concerns: (natural: Arriving) => boolean;
  /** Whether all of them are. */
  readonly all: boolean;
  /** Whether what has become of one that it has met is what the fault says. */
  readonly effect: (natural: Arriving, arrivals: readonly Arriving[]) => boolean;
}

const within = (from: number, to: number) => (natural: Arriving) =>
  natural.received >= FAULTY_START + from && natural.received < FAULTY_START + to;
const later = ({ received }: Arriving, arrivals: readonly Arriving[], least: number, most: number) =>
  arrivals.length === 1 &&
  !arrivals[0]!.lost &&
  arrivals[0]!.received - received >= least &&
  arrivals[0]!.received - received <= most;
const saysTheSame = (natural: Arriving, arrivals: readonly Arriving[]) => arrivals.every(({ told }) => told === natural.told);

export const FAULT_CASES: Readonly<Record<string, FaultCase>> = {
  'late because the host was away': {
    at: '1m',
    fault: { late: { hosts: ['note', 'build'], by: '10..20m', for: '2m' } },
    concerns: (natural) => within(MINUTE, 3 * MINUTE)(natural) && ['note', 'build'].includes(natural.host.id),
    all: true,
    effect: (natural, arrivals) =>
      later(natural, arrivals, 10 * MINUTE, 20 * MINUTE) &&
      arrivals[0]!.told === (natural.sensor === 'falcon' ? arrivals[0]!.received : natural.told),
  },
  'late on the way': {
    at: '0s',
    fault: { late: { where: 'pipeline', by: '1..900s', share: '30%' } },
    concerns: within(0, Infinity),
    all: false,
    effect: (natural, arrivals) => later(natural, arrivals, SECOND, 900 * SECOND) && saysTheSame(natural, arrivals),
  },
  repeated: {
    at: '30s',
    fault: { duplicate: { after: '1..400s', share: '25%', steps: ['copy', 'push'] } },
    concerns: (natural) => within(30 * SECOND, Infinity)(natural) && ['copy', 'push'].includes(natural.flow.meaning.step),
    all: false,
    effect: (natural, arrivals) =>
      arrivals.length === 2 &&
      saysTheSame(natural, arrivals) &&
      arrivals.some(({ received }) => received === natural.received) &&
      arrivals.some(({ received }) => received >= natural.received + SECOND && received <= natural.received + 400 * SECOND),
  },
  lost: {
    at: '0s',
    fault: { lost: { sensors: ['sysmon'], share: '50%' } },
    concerns: (natural) => within(0, Infinity)(natural) && natural.sensor === 'sysmon',
    all: false,
    effect: (natural, arrivals) => arrivals.length === 1 && arrivals[0]!.lost && arrivals[0]!.received === natural.received,
  },
  'out of order': {
    at: '1m',
    fault: { reorder: { by: '0..30s', for: '3m' } },
    concerns: within(MINUTE, 4 * MINUTE),
    all: true,
    effect: (natural, arrivals) => later(natural, arrivals, 0, 30 * SECOND) && saysTheSame(natural, arrivals),
  },
  'held back by a collector that was away': {
    at: '40s',
    fault: { outage: { for: '4m' } },
    // How long it takes to catch up is drawn: up to a quarter of the time.
    concerns: within(40 * SECOND, 340 * SECOND),
    all: false,
    effect: (natural, arrivals) =>
      later(natural, arrivals, 0, 5 * MINUTE) &&
      arrivals[0]!.received >= FAULTY_START + 280 * SECOND &&
      saysTheSame(natural, arrivals),
  },
  'dropped by a collector that was away': {
    at: '40s',
    // biome-ignore lint/suspicious/noThenProperty: the language's word, and nothing that can be waited for
    fault: { outage: { hosts: 'dc', for: '2m', then: 'drop' } },
    concerns: (natural) => within(40 * SECOND, 160 * SECOND)(natural) && natural.host.id === 'dc',
    all: true,
    effect: (_, arrivals) => arrivals.length === 1 && arrivals[0]!.lost,
  },
  'told by a clock that was put back': {
    at: '150s',
    fault: { clockJump: { hosts: ['note', 'dc'], by: '-1h' } },
    concerns: (natural) => within(149 * SECOND, Infinity)(natural) && ['note', 'dc'].includes(natural.host.id),
    all: false,
    effect: (natural, arrivals) => later(natural, arrivals, 0, 0) && saysTheSame(natural, arrivals),
  },
  'told by a clock that was put forward for a while': {
    at: '1m',
    fault: { clockJump: { hosts: ['build'], by: '776s', for: '1m' } },
    concerns: (natural) => within(MINUTE, 185 * SECOND)(natural) && natural.host.id === 'build',
    all: false,
    effect: (natural, arrivals) => later(natural, arrivals, 0, 0) && saysTheSame(natural, arrivals),
  },
  'told by a clock that was off when their program started': {
    at: '140s',
    fault: { clockJump: { hosts: ['note'], by: '4h', for: '20s' } },
    concerns: (natural) =>
      natural.host.id === 'note' &&
      (within(139 * SECOND, (natural.sensor === 'falcon' ? 225 : 165) * SECOND)(natural) ||
        (natural.sensor === 'sysmon' && natural.flow.meaning.step === 'more')),
    all: false,
    effect: (natural, arrivals) => later(natural, arrivals, 0, 0) && saysTheSame(natural, arrivals),
  },
  'shifted by a forwarder': {
    at: '1m',
    fault: { shiftFields: { for: '2m' } },
    concerns: (natural) =>
      within(MINUTE, 3 * MINUTE)(natural) && natural.sensor === 'sysmon' && natural.host.sysmon!.era === '10.4',
    all: true,
    effect: (natural, arrivals) => later(natural, arrivals, 0, 0) && arrivals[0]!.shifted,
  },
};
