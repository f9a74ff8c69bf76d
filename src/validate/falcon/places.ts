import type { FieldKind } from '../record/fieldKind.js';
import type { Form } from '../summary.js';
import { type AddressKinds, ANY_SPELLING, cloudAddress, hostIpv4, maybeAddress, remoteIpv4, SPELLED } from './addressKinds.js';
import { CONNECT_FIELDS, type ConnectField } from './fields.js';
import * as kinds from './kinds.js';
import { configBuild, eventName, osType, platformCode } from './platform.js';

export type FalconForm = Extract<Form, `falcon-${string}`>;

/** Where a form has a field. */
export interface Place {
  readonly path: string;
  readonly kind: FieldKind;
  readonly type: 'string' | 'number';
}

/** The places of a field in a form; the first that is there counts and the others repeat it. */
export type Places = Readonly<Record<ConnectField, readonly Place[]>>;

const sensorKinds = ({ local, remote }: AddressKinds): Readonly<Record<ConnectField, FieldKind>> => ({
  event_simpleName: kinds.eventSimpleName,
  name: eventName,
  event_platform: platformCode,
  aid: kinds.hexId,
  cid: kinds.hexId,
  aip: cloudAddress,
  id: kinds.recordUuid,
  timestamp: kinds.millis,
  ContextTimeStamp: kinds.seconds,
  ContextProcessId: kinds.uint64,
  ContextBaseFileName: kinds.anyText,
  LocalAddressIP6: local,
  RemoteAddressIP6: remote,
  LocalAddressIP4: hostIpv4,
  RemoteAddressIP4: remoteIpv4,
  RemoteAddressString: maybeAddress, // may be a host name
  LocalPort: kinds.localPort,
  RemotePort: kinds.remotePort,
  Protocol: kinds.protocol,
  ConnectionDirection: kinds.direction,
  ConnectionFlags: kinds.flags,
  ConfigBuild: configBuild,
  ConfigStateHash: kinds.decimal,
  InContext: kinds.decimal,
  Entitlements: kinds.decimal,
  EffectiveTransmissionClass: kinds.decimal,
  EventOrigin: kinds.decimal,
  OriginatingURL: kinds.anyText,
  ComputerName: kinds.anyText,
  UserName: kinds.anyText,
  UserPrincipal: kinds.anyText,
  TreeId: kinds.uint64,
  IcmpType: kinds.decimal,
  IcmpCode: kinds.decimal,
  OciContainerId: kinds.anyText,
  TcpConnectErrorCode: kinds.anyText,
  BoundingLimitCount: kinds.anyText,
  BoundingLimitDuration: kinds.anyText,
});

const FEED = sensorKinds(SPELLED);
const CONVERTED = sensorKinds(ANY_SPELLING);

const placesFrom = (of: (field: ConnectField) => readonly Place[]): Places =>
  Object.fromEntries(CONNECT_FIELDS.map((field) => [field, of(field)])) as unknown as Places;

const at = (path: string, kind: FieldKind, type: Place['type'] = 'string'): Place => ({ path, kind, type });

/** Fields that the five-key form gives as JSON numbers. */
const TABLE_NUMBERS: readonly ConnectField[] = ['RemotePort', 'Protocol', 'LocalPort'];

/** What the ingest pipeline of Elastic's integration moves, and where to. The rest stays under `crowdstrike` as it is. */
const MOVED: Readonly<Partial<Record<ConnectField, readonly Place[]>>> = {
  event_simpleName: [at('event.action', kinds.eventSimpleName)],
  event_platform: [at('host.os.type', osType)],
  aip: [at('observer.ip', cloudAddress), at('observer.address', cloudAddress)],
  id: [at('event.id', kinds.recordUuid)],
  timestamp: [at('event.created', kinds.isoReceived)],
  ContextTimeStamp: [at('@timestamp', kinds.isoSeen)],
  ContextProcessId: [at('process.entity_id', kinds.uint64)],
  ContextBaseFileName: [at('process.name', kinds.anyText)],
  LocalAddressIP6: [at('source.ip', ANY_SPELLING.local), at('source.address', ANY_SPELLING.local)],
  RemoteAddressIP6: [at('destination.ip', ANY_SPELLING.remote), at('destination.address', ANY_SPELLING.remote)],
  LocalPort: [at('source.port', kinds.localPort, 'number')],
  RemotePort: [at('destination.port', kinds.remotePort, 'number')],
  Protocol: [at('network.iana_number', kinds.protocol), at('network.transport', kinds.transport)],
  OriginatingURL: [at('url.original', kinds.anyText)],
  ComputerName: [at('host.hostname', kinds.anyText), at('host.name', kinds.anyText)],
};

/** What it leaves under `crowdstrike` and says again elsewhere. */
const REPEATED: Readonly<Partial<Record<ConnectField, readonly Place[]>>> = {
  aid: [at('device.id', kinds.hexId), at('observer.serial_number', kinds.hexId)],
  ConnectionDirection: [at('network.direction', kinds.directionWord)],
};

/** Under this key the Elastic form has what it does not move. */
export const OWN_KEY = 'crowdstrike.';

export const PLACES: Readonly<Record<FalconForm, Places>> = {
  'falcon-fdr': placesFrom((field) => [at(field, FEED[field])]),
  'falcon-table': placesFrom((field) => [at(field, CONVERTED[field], TABLE_NUMBERS.includes(field) ? 'number' : 'string')]),
  'falcon-logscale': placesFrom((field) => [
    ...(field === 'event_simpleName' ? [at('#event_simpleName', CONVERTED[field])] : []),
    at(field, CONVERTED[field]),
  ]),
  'falcon-ecs': placesFrom((field) => [
    ...(MOVED[field] ?? []),
    at(`${OWN_KEY}${field}`, CONVERTED[field]),
    ...(REPEATED[field] ?? []),
  ]),
};
