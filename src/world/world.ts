import type { Account } from '../model/account.js';
import type { Address } from '../model/address.js';
import type { Host } from '../model/host.js';
import type { Process } from '../model/process.js';
import type { Presence } from './presence.js';
import type { ProcessClock } from './processValues.js';
import type { Site } from './sites.js';
import type { TemporaryAddresses } from './temporaryAddresses.js';

/** Someone or something outside the world: it has addresses and names, but no sensor. */
export interface Outside {
  readonly id: string;
  /** The name that programs ask for. */
  readonly name: string;
  readonly reverseName: string;
  readonly ipv4?: Address;
  readonly ipv6?: Address;
}

/** A host with all that is on it before the story begins. */
export interface Machine {
  readonly host: Host;
  readonly site: Site;
  /** When somebody is at it; of a server: when it is used. */
  readonly presence: Presence;
  /** Where its temporary address changes: `host.addresses` has none then. */
  readonly temporaries?: TemporaryAddresses;
  /** The long-running processes, by service id. */
  readonly services: ReadonlyMap<string, Process>;
  /** Which service listens, by `tcp/445`. */
  readonly listeners: ReadonlyMap<string, string>;
  /** Ports of the dynamic RPC interfaces, by name: `svcctl`. */
  readonly rpcPorts: ReadonlyMap<string, number>;
  /** Ports at which processes of the story listen. */
  readonly heldPorts: readonly number[];
  /** Gives the processes of a story their values; absent in the background, where a story has none. */
  readonly processClock?: ProcessClock;
  /** Who works at it; absent on servers. */
  readonly user?: Account;
  /** Belongs to the background, not to the story. */
  readonly background: boolean;
}

/** What exists before the story. Everything in it follows from the story's world and the seed. */
export interface World {
  readonly machines: readonly Machine[];
  readonly machineById: ReadonlyMap<string, Machine>;
  readonly users: ReadonlyMap<string, Account>;
  readonly outside: ReadonlyMap<string, Outside>;
  /** At least one. */
  readonly sites: readonly Site[];
  readonly domain?: { readonly dns: string; readonly netbios: string };
}
