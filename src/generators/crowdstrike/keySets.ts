import type { Flow } from '../../model/flow.js';
import type { FalconKeySet } from '../../model/host.js';
import { baseName } from '../baseName.js';

/** What the sensor of one platform and time sends. `docs/fields/falcon-fdr.md`, key sets. */
export interface KeySet {
  /** Event and version. */
  readonly name: string;
  /** `event_platform`. */
  readonly platform: 'Win' | 'Mac' | 'Lin' | 'iOS';
  /** Of the keys that most sets have, those that this one has not. */
  readonly lacks: readonly string[];
  /** Its values of the keys that only some sets have. */
  readonly extra: (flow: Flow) => Readonly<Record<string, string>>;
}

const nothing = () => ({});
const origin = { EventOrigin: '1' };
const program = ({ initiator }: Flow) => ({ ContextBaseFileName: baseName(initiator.process!) });
const remoteText = ({ responder }: Flow) => ({ RemoteAddressString: responder.address.text });

export const keySets: Readonly<Record<FalconKeySet, KeySet>> = {
  'windows-2020': { name: 'NetworkConnectIP6V5', platform: 'Win', lacks: [], extra: nothing },
  'windows-2023': { name: 'NetworkConnectIP6V12', platform: 'Win', lacks: [], extra: (flow) => ({ ...origin, ...remoteText(flow) }) },
  'windows-2025': { name: 'NetworkConnectIP6V12', platform: 'Win', lacks: [], extra: (flow) => ({ ...origin, ...remoteText(flow), ...program(flow) }) },
  'macos-2020': { name: 'NetworkConnectIP6MacV5', platform: 'Mac', lacks: ['EffectiveTransmissionClass'], extra: nothing },
  'macos-2021': { name: 'NetworkConnectIP6MacV10', platform: 'Mac', lacks: [], extra: nothing },
  'linux-2021': { name: 'NetworkConnectIP6LinV5', platform: 'Lin', lacks: [], extra: nothing },
  'ios-2025': { name: 'NetworkConnectIP6IOSV3', platform: 'iOS', lacks: ['EffectiveTransmissionClass', 'Entitlements', 'InContext'], extra: phone },
}; // biome-ignore format: one row per key set

/** Telephones have no table of hosts beside the feed, so their events name them. */
function phone(flow: Flow) {
  const host = flow.initiator.host!;
  return { LocalAddressIP4: host.addresses.ipv4.text, OriginatingURL: originatingUrl(flow), ComputerName: host.name };
}

const SCHEMES: Readonly<Record<number, string | undefined>> = { 80: 'http', 443: 'https' };

/** What the program asked for: a URL where it is the web, else a bare host name. */
function originatingUrl({ initiator, responder, destinationPort }: Flow): string {
  const { address, host } = responder;
  const name = host !== undefined && host === initiator.host ? 'localhost' : responder.name;
  if (name === '') return address.text;
  const scheme = SCHEMES[destinationPort];
  return scheme ? `${scheme}://${name}/` : name;
}
