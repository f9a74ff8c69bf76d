import { createFalconRecords } from '../generators/crowdstrike/falconRecords.js';
import type { WriterAnchor } from '../generators/sysmon/anchoredWriter.js';
import { createSysmonRecords } from '../generators/sysmon/sysmonRecords.js';
import { type Host, wallTenths, wallTime } from '../model/host.js';
import type { Report } from '../scenarios/finding.js';
import type { PinnedConnection, Plan } from '../scenarios/plan.js';
import { EPOCH_MICROSECONDS } from '../scenarios/sources/source.js';
import { firstEpoch, noCounts } from './counts.js';
import { flowFacts } from './flowFacts.js';
import { createModel, type Model } from './model.js';
import { type Jump, type Jumps, noPins, pinsFrom, type ResolvedPins } from './pins.js';

/**
 * Finds what the story's pins mean for counters and clocks.
 *
 * Runs the story up to its last pin without them and takes the difference, host by host. A pinned counter runs on from its value; the
 * first pin of a counter also sets where it started, so that it runs into the pin without a jump.
 *
 * @param report - Takes pins that cannot hold: on a host without the sensor, or going back.
 */
export function resolvePins(plan: Plan, report: Report): ResolvedPins {
  if (plan.pins.length === 0) return noPins;
  const pins = [...plan.pins].sort((a, b) => a.at - b.at);
  const anchors = anchorsOf(plan, pins, report);
  const immediate = new Set(pins.flatMap(({ flow, responder }) => (responder?.TimeCreated ? [flow] : [])));
  const unpinned = pinsFrom({ anchors, immediate, ports: new Map(), records: new Map(), received: new Map() });
  const model = createModel(plan, unpinned);
  const natural = naturalValues(plan, pins, model);
  return pinsFrom({
    anchors,
    immediate,
    ports: portJumps(pins, model, natural, report),
    records: recordJumps(plan, pins, model, natural, report),
    received: receivedTimes(pins, model, report),
  });
}

/** What the pinned connections would show without pins: by `flow side`, or by flow for ports. */
interface Natural {
  readonly recordIds: ReadonlyMap<string, number>;
  readonly ports: ReadonlyMap<number, number>;
}

function naturalValues(plan: Plan, pins: readonly PinnedConnection[], model: Model): Natural {
  const pinned = new Map(pins.map(({ flow, at }) => [flow, at]));
  const recordIds = new Map<string, number>();
  const ports = new Map<number, number>();
  const counts = noCounts(plan.world.machines.length);
  const last = Math.floor(pins.at(-1)!.at / EPOCH_MICROSECONDS);
  for (let epoch = firstEpoch(plan); epoch <= last; epoch += 1) {
    const sysmon = createSysmonRecords();
    const falcon = createFalconRecords();
    model.addRecords(epoch, counts, sysmon, falcon);
    for (let i = 0; i < sysmon.length; i += 1) {
      const flow = sysmon.flow[i]!;
      const key = `${flow} ${sysmon.side[i]}`;
      // Of a flow with several connections the first is pinned; it comes first.
      if (!pinned.has(flow) || recordIds.has(key)) continue;
      recordIds.set(key, sysmon.recordId[i]!);
      if (!ports.has(flow)) ports.set(flow, sysmon.port[i]!);
    }
    for (let i = 0; i < falcon.length; i += 1)
      if (pinned.has(falcon.flow[i]!) && !ports.has(falcon.flow[i]!)) ports.set(falcon.flow[i]!, falcon.port[i]!);
  }
  return { recordIds, ports };
}

/** So long a Falcon sensor that is out of reach keeps what it saw, and no later a pin of either product can be. Microseconds. */
const LATEST_SEEN = 7 * 86_400_000_000;

const iso = (micros: number) => new Date(Math.floor(micros / 1000)).toISOString();

const SIDES = ['initiator', 'responder'] as const;

function anchorsOf(plan: Plan, pins: readonly PinnedConnection[], report: Report): Map<number, WriterAnchor[]> {
  const anchors = new Map<number, WriterAnchor[]>();
  const { initiatorSysmon, responderSysmon } = flowFacts(plan.flows, plan.world.machines.length);
  for (const pin of pins) {
    SIDES.forEach((side, i) => {
      const values = pin[side];
      const host = (i === 0 ? initiatorSysmon : responderSysmon)[pin.flow]!;
      for (const name of ['EventRecordID', 'TimeCreated'] as const) {
        if (values?.[name] !== undefined && host < 0) report(noSensor([...pin.path, side, name], 'Sysmon', side));
      }
      if (!values?.TimeCreated || host < 0) return;
      const { at, tenth } = values.TimeCreated;
      if (plan.world.machines[host]!.host.clock.jumps) {
        report({
          code: 'INCONSISTENT',
          path: [...pin.path, side, 'TimeCreated'],
          expected: 'a host whose clock nobody sets: this one shows some times twice, or never',
          cure: 'leave the pin out, or let the clockJump concern other hosts',
        });
        return;
      }
      const earlier = anchors.get(host) ?? [];
      const anchor = { at: pin.at, ...trueTime(plan.world.machines[host]!.host, at, tenth) };
      if (anchor.written < pin.at) {
        report({
          code: 'INCONSISTENT',
          path: [...pin.path, side, 'TimeCreated'],
          expected: `a time not before the connection, ${iso(wallTime(plan.world.machines[host]!.host, pin.at))} on the clock of this host`,
        });
      }
      if (anchor.written > pin.at + LATEST_SEEN) {
        report({
          code: 'INCONSISTENT',
          path: [...pin.path, side, 'TimeCreated'],
          expected: `a time within 7 days of the connection, ${iso(wallTime(plan.world.machines[host]!.host, pin.at))} on the clock of this host`,
        });
      }
      const before = earlier.at(-1);
      if (before && (anchor.written < before.written || (anchor.written === before.written && anchor.tenth < before.tenth))) {
        report({
          code: 'INCONSISTENT',
          path: [...pin.path, side, 'TimeCreated'],
          expected: 'a time that is not before the pinned one of an earlier record of this host',
        });
      }
      anchors.set(host, [...earlier, anchor]);
    });
  }
  return anchors;
}

/** The true time at which a host's wall clock shows a time. */
function trueTime(host: Host, wall: number, tenth: number): { written: number; tenth: number } {
  const wanted = (wall - host.clock.since) * 10 + tenth;
  let since = wanted - host.clock.wall * 10;
  // The clock runs at nearly its true rate, so each step leaves a part in thousands of the error.
  for (let step = 0; step < 4; step += 1)
    since += wanted - wallTenths(host, host.clock.since + Math.floor(since / 10), since - Math.floor(since / 10) * 10);
  const micros = Math.floor(since / 10);
  return { written: host.clock.since + micros, tenth: since - micros * 10 };
}

function noSensor(path: readonly (string | number)[], product: string, side: string) {
  return { code: 'INCONSISTENT', path, expected: `a connection of which ${product} at the ${side} makes a record` } as const;
}

function recordJumps(plan: Plan, pins: readonly PinnedConnection[], model: Model, natural: Natural, report: Report): Jumps {
  const jumps = new Map<number, Jump[]>();
  for (const pin of pins) {
    SIDES.forEach((name, side) => {
      const wanted = pin[name]?.EventRecordID;
      const host = (side === 0 ? model.facts.initiatorSysmon : model.facts.responderSysmon)[pin.flow]!;
      if (wanted === undefined || host < 0) return;
      const path = [...pin.path, name, 'EventRecordID'];
      const earlier = jumps.get(host) ?? [];
      const offset = wanted - natural.recordIds.get(`${pin.flow} ${side}`)!;
      const before = earlier.at(-1);
      if (before && offset < before.offset) {
        report({
          code: 'INCONSISTENT',
          path,
          expected: `at least ${wanted + before.offset - offset}: record ids only rise, and run on from the pin before`,
        });
      }
      const least = model.states[host]!.recordBase(plan.from) + offset;
      if (!before && least < 1) {
        report({
          code: 'INCONSISTENT',
          path,
          expected: `at least ${wanted + 1 - least}, to leave ids for what the host records before`,
        });
      }
      jumps.set(host, [...earlier, { at: pin.at, flow: pin.flow, side, offset }]);
    });
  }
  return jumps;
}

function portJumps(pins: readonly PinnedConnection[], model: Model, natural: Natural, report: Report): Jumps {
  const jumps = new Map<number, Jump[]>();
  for (const { flow, at, sourcePort } of pins) {
    const host = model.facts.portCounter[flow]!;
    if (sourcePort === undefined || host < 0) continue;
    const { ports } = model.states[host]!;
    const place = ports.place(sourcePort.port);
    const seen = natural.ports.get(flow);
    // Nobody records the port of a connection that no sensor sees: then there is nothing to pin.
    if (seen === undefined) continue;
    const round = (distance: number) => ((distance % ports.count) + ports.count) % ports.count;
    const wanted = round(place - ports.place(seen));
    const earlier = jumps.get(host) ?? [];
    const before = earlier.at(-1);
    const forward = before ? round(wanted - before.offset) : 0;
    // Counters go round; half a round ahead is taken for going back.
    if (forward > ports.count / 2) {
      report({
        code: 'INCONSISTENT',
        path: sourcePort.path,
        expected: `a port not before ${ports.at(round(place - forward))}, to which this host's counter has run on from the pin before`,
      });
    }
    jumps.set(host, [...earlier, { at, flow, side: 0, offset: before ? before.offset + forward : wanted }]);
  }
  return jumps;
}

function receivedTimes(pins: readonly PinnedConnection[], model: Model, report: Report): Map<number, number> {
  const received = new Map<number, number>();
  for (const { flow, at, path, initiator, responder } of pins) {
    for (const name of ['id', 'timestamp'] as const) {
      if (initiator?.[name] !== undefined && model.facts.falcon[flow]! < 0)
        report(noSensor([...path, 'initiator', name], 'Falcon', 'initiator'));
      if (responder?.[name] !== undefined)
        report({
          code: 'INCONSISTENT',
          path: [...path, 'responder', name],
          expected: 'nothing: Falcon reports at the initiator',
        });
    }
    if (initiator?.timestamp === undefined) continue;
    if (initiator.timestamp < Math.floor(at / 1000)) {
      report({
        code: 'INCONSISTENT',
        path: [...path, 'initiator', 'timestamp'],
        expected: `a time not before the connection, ${Math.floor(at / 1000)}`,
      });
    }
    if (initiator.timestamp * 1000 > at + LATEST_SEEN) {
      report({
        code: 'INCONSISTENT',
        path: [...path, 'initiator', 'timestamp'],
        expected: `a time within 7 days of the connection, ${Math.floor(at / 1000)}`,
      });
    }
    // Within the millisecond of the connection, not before it.
    received.set(flow, Math.max(initiator.timestamp * 1000, at));
  }
  return received;
}
