import type { FaultKind } from '../model/faultKind.js';
import type { Flows } from '../model/flow.js';
import type { Host } from '../model/host.js';
import type { RandomSource } from '../random/randomSource.js';
import type { World } from '../world/world.js';
import type { Source } from './sources/source.js';

/** Values that a story fixes for the records of one end of one connection. */
export interface RecordPins {
  readonly EventRecordID?: number;
  /** The wall clock of the host: microseconds since 1970-01-01 UTC, and the seventh decimal. */
  readonly TimeCreated?: { readonly at: number; readonly tenth: number };
  /** UUID of the Falcon event. */
  readonly id?: string;
  /** When the cloud received the Falcon event, milliseconds since 1970-01-01 UTC. */
  readonly timestamp?: number;
}

/** A connection whose records carry pins, and where in the story it is: an error about it names the place. */
export interface PinnedConnection {
  /** Of which it is the first connection and, where a record is pinned, the only one. */
  readonly flow: number;
  /** Microseconds since 1970-01-01 UTC, true time. */
  readonly at: number;
  /** Its port at the initiator, and where that is written. */
  readonly sourcePort?: { readonly port: number; readonly path: readonly (string | number)[] };
  readonly initiator?: RecordPins;
  readonly responder?: RecordPins;
  /** Where its pins are written: `steps[2].pin`, as the path in the story. */
  readonly path: readonly (string | number)[];
}

/** A process of the story that starts or ends within the run: it takes a record id of its host, though its record is not ours to write. */
export interface ProcessEvent {
  readonly host: Host;
  /** Microseconds since 1970-01-01 UTC, true time. */
  readonly at: number;
}

/** One thing that the story tells: what a timeline shows. */
export interface PlannedStep {
  /** As labels call it: rounds of a block have the same. */
  readonly id: string;
  /** Tells it from the other rounds. */
  readonly key: string;
  readonly title: string;
  /** Of its first connection, */
  readonly flow: number;
  /** and how many it has from there on. */
  readonly flows: number;
  /** Microseconds since 1970-01-01 UTC, true time: its first connection, */
  readonly at: number;
  /** and its last. */
  readonly last: number;
  readonly connections: number;
}

/** Something that goes wrong with records between their sensors and those who read them. */
export interface PlannedFault {
  /** As labels call it: rounds of a block have the same. */
  readonly id: string;
  /** Tells it from the other rounds. */
  readonly key: string;
  readonly title: string;
  readonly kind: FaultKind;
  /** It concerns what would arrive from here on, */
  readonly from: number;
  /** and before here, microseconds since 1970-01-01 UTC, true time; Infinity: to the end of the run. */
  readonly to: number;
  /** Positions in the world of the hosts whose records it concerns; absent: all. */
  readonly hosts?: ReadonlySet<number>;
  readonly sensors: readonly ('sysmon' | 'falcon')[];
  /** Only records of these steps, by their labels, and of what stands in these blocks. */
  readonly steps?: readonly string[];
  /** How many of the records that match, of 2^32. */
  readonly share: number;
  /** How long a record is held up, by a random word, microseconds. */
  readonly delay?: (word: number) => number;
  /** The longest that it holds one up, microseconds. */
  readonly longest: number;
  /** Of `late`: their host was out of reach, so that they reached nobody in time. */
  readonly offline?: true;
  /** Of `outage`: what arrives meanwhile is gone. */
  readonly drops?: true;
  /** Keys of what it draws. */
  readonly random: RandomSource;
}

/** A story made ready to run: all that happens follows from it, and nothing is drawn any more but by key. */
export interface Plan {
  readonly scenario: { readonly id: string; readonly title: string };
  readonly seed: number;
  /** Start of the story, microseconds since 1970-01-01 UTC. */
  readonly start: number;
  readonly world: World;
  readonly flows: Flows;
  /** What makes the connections of the story's own steps, */
  readonly told: readonly Source[];
  /** and of everything, those among them: a large office has hundreds of thousands, which are made whenever they are asked for. */
  readonly sources: Iterable<Source>;
  /** No connection begins before, */
  readonly from: number;
  /** or at or after this moment; Infinity where the background runs on until it is stopped. */
  readonly to: number;
  /** Just after the last connection of the story itself. */
  readonly storyEnd: number;
  readonly steps: readonly PlannedStep[];
  readonly faults: readonly PlannedFault[];
  readonly pins: readonly PinnedConnection[];
  readonly processEvents: readonly ProcessEvent[];
  /** Keys of randomness that belongs to counters and sensors, not to the story. */
  readonly random: RandomSource;
}
