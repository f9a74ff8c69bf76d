import type { Address } from './address.js';
import type { Host } from './host.js';
import type { Process } from './process.js';

/** One end of a connection. */
export interface End {
  readonly address: Address;
  /** Absent for parties outside the world. */
  readonly host?: Host;
  /** The process behind it; absent outside the world, and where nobody is known to listen. */
  readonly process?: Process;
  /** What other hosts get when they look the address up backwards; empty: nothing. */
  readonly reverseName: string;
  /** The name by which programs ask for it; empty where they call the address, and of a group to which a host listens. */
  readonly name: string;
}

/** What a port of the initiator follows from. */
export type SourcePort =
  /** TCP on a host of the world: the host's counter. */
  | { readonly kind: 'counted' }
  /** Drawn for each connection, evenly from a range: UDP everywhere, and TCP everywhere but on Windows. All ports of a range have five digits. */
  | { readonly kind: 'drawn'; readonly first: number; readonly count: number }
  | { readonly kind: 'fixed'; readonly port: number };

/** The story's word on a connection: what labels say and records never do. */
export interface Meaning {
  readonly scenario: string;
  readonly step: string;
  readonly technique?: string;
  readonly role: 'malicious' | 'benign' | 'red-herring';
  /** Rules that are expected to fire. */
  readonly rules: readonly string[];
}

/**
 * All that connections of one kind share: who, to whom, over what. A connection is a flow, a moment and a key.
 *
 * One flow has many connections (a beacon), so records are prepared per flow.
 */
export interface Flow {
  readonly index: number;
  /** IP protocol number: 0, 1, 6, 17, 41, 58, 255. */
  readonly protocol: number;
  /** Ends may be shared with other flows, but the two of one flow are never the same object: they are told apart by it. */
  readonly initiator: End;
  readonly responder: End;
  readonly sourcePort: SourcePort;
  readonly destinationPort: number;
  /** The initiator reaches an IPv4 address through a socket of IPv6, `::ffff:192.0.2.7`: both addresses here are the IPv4 ones. */
  readonly mapped?: boolean;
  /** Nobody answers: Falcon records the attempt, Sysmon a TCP connection only once it stands. */
  readonly unanswered?: boolean;
  /** RuleName of the Sysmon configuration rule that logs it. */
  readonly ruleName?: string;
  readonly meaning: Meaning;
  /** Background is not labelled unless asked for. */
  readonly background: boolean;
}

/** The flows of a plan, each at its index: a list of them, or what makes them when asked. */
export interface Flows extends Iterable<Flow> {
  readonly length: number;
  /** The flow at an index below {@link length}. */
  at(index: number): Flow | undefined;
  /** The number of an end of a flow, where ends are numbered: flows that share it share the number. */
  endNumber?(index: number, side: 'initiator' | 'responder'): number;
}
