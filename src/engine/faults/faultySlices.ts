import { createFalconRecords } from '../../generators/crowdstrike/falconRecords.js';
import type { FalconRecords, SysmonRecords } from '../../generators/index.js';
import { createSysmonRecords } from '../../generators/sysmon/sysmonRecords.js';
import type { Plan } from '../../scenarios/plan.js';
import { EPOCH_MICROSECONDS } from '../../scenarios/sources/source.js';
import { type Arrived, hostOfSysmon } from '../arrived.js';
import { noCounts } from '../counts.js';
import type { Sensor } from '../formats.js';
import { createModel } from '../model.js';
import type { ResolvedPins } from '../pins.js';
import type { Slice, SliceRange, Slices } from '../slices.js';
import { FaultSets } from './faultSets.js';
import {
  addCarried,
  addCopy,
  createFaultyFalcon,
  createFaultySysmon,
  type FaultyFalcon,
  type FaultySysmon,
} from './faultyRecords.js';
import { Journeys } from './journeys.js';

/**
 * Slices of a plan in which something goes wrong with records.
 *
 * What arrives in a slice may have begun any time before, so all epochs are made, each once: a slice costs little after the one before it, and
 * alone what all before it cost.
 */
export function faultySlices(plan: Plan, pins: ResolvedPins, sensors: readonly Sensor[], range: SliceRange): Slices {
  const model = createModel(plan, pins, sensors);
  const journeys = new Journeys(plan, model);
  const sets = new FaultSets();
  const hosts = plan.world.machines.length;
  let next = range.first;
  let counts = noCounts(hosts);
  let arrived: Arrived = noCounts(hosts);
  let sysmon = createFaultySysmon();
  let falcon = createFaultyFalcon();

  const startOver = () => {
    next = range.first;
    counts = noCounts(hosts);
    arrived = noCounts(hosts);
    sysmon = createFaultySysmon();
    falcon = createFaultyFalcon();
  };
  const hostOf = {
    sysmon: (i: number) => hostOfSysmon(model.facts, sysmon, i),
    falcon: (i: number) => model.facts.falcon[falcon.flow[i]!]!,
  };
  const forget = (until: number) => {
    for (const [sensor, records] of [
      ['sysmon', sysmon],
      ['falcon', falcon],
    ] as const)
      for (let i = 0; i < records.length; i += 1)
        if (records.received[i]! < until && records.lost[i] === 0) arrived[sensor][hostOf[sensor](i)]! += 1;
    const [lateSysmon, lateFalcon] = [createFaultySysmon(), createFaultyFalcon()];
    addCarried(lateSysmon, sysmon, until, 'sysmon');
    addCarried(lateFalcon, falcon, until, 'falcon');
    sysmon = lateSysmon;
    falcon = lateFalcon;
  };
  const send = (sent: SysmonRecords | FalconRecords, to: FaultySysmon | FaultyFalcon, sensor: Sensor) => {
    for (let i = 0; i < sent.length; i += 1) {
      const arrivals =
        sensor === 'sysmon' ? journeys.ofSysmon(sent as SysmonRecords, i) : journeys.ofFalcon(sent as FalconRecords, i);
      for (const { received, lost, shifted, told, faults } of arrivals) {
        const j = addCopy(to, sent, i, sensor);
        to.arrival[j] = told;
        to.received[j] = received;
        to.lost[j] = Number(lost);
        to.shifted[j] = Number(shifted);
        to.faults[j] = sets.number(faults);
      }
    }
  };
  const make = (epoch: number) => {
    forget(epoch * EPOCH_MICROSECONDS);
    const [ofSysmon, ofFalcon] = [createSysmonRecords(), createFalconRecords()];
    model.addRecords(epoch, counts, ofSysmon, ofFalcon);
    send(ofSysmon, sysmon, 'sysmon');
    send(ofFalcon, falcon, 'falcon');
    next = epoch + 1;
  };

  return {
    ...range,
    facts: model.facts,
    slice(epoch): Slice {
      if (epoch < next) startOver();
      while (next <= epoch) make(next);
      const before = { sysmon: arrived.sysmon.slice(), falcon: arrived.falcon.slice() };
      const [ofSysmon, ofFalcon] = [orders(sysmon, epoch), orders(falcon, epoch)];
      return {
        epoch,
        sysmon,
        sysmonOrder: ofSysmon.received,
        falcon,
        falconOrder: ofFalcon.received,
        before,
        faults: { sets: sets.list, sysmon, falcon, sysmonLost: ofSysmon.lost, falconLost: ofFalcon.lost },
      };
    },
  };
}

/** Positions of what arrives within an epoch's length of time, and of what would have, by arrival. */
function orders({ length, received, arrival, lost }: FaultySysmon | FaultyFalcon, epoch: number) {
  const inside: number[] = [];
  for (let i = 0; i < length; i += 1) if (Math.floor(received[i]! / EPOCH_MICROSECONDS) === epoch) inside.push(i);
  // Of several that arrive at once, those that were sent first come first: what has waited for a collector keeps its order.
  inside.sort((a, b) => received[a]! - received[b]! || arrival[a]! - arrival[b]! || a - b);
  return {
    received: Uint32Array.from(inside.filter((i) => lost[i] === 0)),
    lost: Uint32Array.from(inside.filter((i) => lost[i] === 1)),
  };
}
