/** What a platform's sensor of one time writes. */
export interface Sensor {
  readonly platform: 'Win' | 'Mac' | 'Lin' | 'iOS';
  /** Value of `name`. */
  readonly name: string;
  /** Second part of ConfigBuild, and what stands for build and last number. */
  readonly build: readonly [platform: number, build: string, last: string];
  /** UUIDs were of version 1 until 2022. */
  readonly uuid: 1 | 4;
  /** Least and most digits of ContextProcessId; 20 digits stay below 2^64. */
  readonly processDigits: readonly [least: number, most: number];
  /** Years in which it was seen. */
  readonly from: number;
  readonly to: number;
  readonly keys: readonly string[];
}

/** Of up to 24 keys, in the order in which the feed writes them. */
const SMALL = `LocalAddressIP4 event_simpleName ContextTimeStamp LocalAddressIP6 RemoteAddressIP6 ConfigStateHash ConnectionFlags
  ContextProcessId RemotePort OriginatingURL aip ConfigBuild event_platform LocalPort Entitlements name ComputerName EventOrigin id
  Protocol EffectiveTransmissionClass aid RemoteAddressString ConnectionDirection InContext timestamp cid`.split(/\s+/u);

/** From 25 keys on the table that the feed's writer keeps them in is twice as large, and so is the order another. */
const LARGE =
  `ContextBaseFileName RemoteAddressIP6 aip event_platform EventOrigin id Protocol EffectiveTransmissionClass InContext
  timestamp event_simpleName ContextTimeStamp LocalAddressIP6 ConfigStateHash ConnectionFlags ContextProcessId RemotePort ConfigBuild
  LocalPort Entitlements name aid RemoteAddressString ConnectionDirection cid`.split(/\s+/u);

const without = (...left: readonly string[]) => SMALL.filter((key) => !left.includes(key));
const IOS_ONLY = ['LocalAddressIP4', 'OriginatingURL', 'ComputerName'];

/** By platform and the year of the first sighting, the newest Windows first. */
export const sensors = {
  'windows-2025': {
    platform: 'Win',
    name: 'NetworkConnectIP6V12',
    build: [3, '0019907', '15'],
    uuid: 4,
    processDigits: [10, 14],
    from: 2025,
    to: 2026,
    keys: LARGE,
  },
  'windows-2023': {
    platform: 'Win',
    name: 'NetworkConnectIP6V12',
    build: [3, '0016808', '10'],
    uuid: 4,
    processDigits: [10, 14],
    from: 2023,
    to: 2025,
    keys: without(...IOS_ONLY),
  },
  /** The first months of 2023: the remote address is there once. */
  'windows-2023-early': {
    platform: 'Win',
    name: 'NetworkConnectIP6V12',
    build: [3, '0016606', '10'],
    uuid: 4,
    processDigits: [10, 14],
    from: 2023,
    to: 2024,
    keys: without(...IOS_ONLY, 'RemoteAddressString'),
  },
  'windows-2020': {
    platform: 'Win',
    name: 'NetworkConnectIP6V5',
    build: [3, '0012207', '1'],
    uuid: 1,
    processDigits: [10, 14],
    from: 2020,
    to: 2022,
    keys: without(...IOS_ONLY, 'RemoteAddressString', 'EventOrigin'),
  },
  'linux-2021': {
    platform: 'Lin',
    name: 'NetworkConnectIP6LinV5',
    build: [8, '0011308', '1'],
    uuid: 1,
    processDigits: [14, 18],
    from: 2021,
    to: 2022,
    keys: without(...IOS_ONLY, 'RemoteAddressString', 'EventOrigin'),
  },
  'macos-2021': {
    platform: 'Mac',
    name: 'NetworkConnectIP6MacV10',
    build: [4, '0013701', '1'],
    uuid: 1,
    processDigits: [18, 18],
    from: 2021,
    to: 2022,
    keys: without(...IOS_ONLY, 'RemoteAddressString', 'EventOrigin'),
  },
  'macos-2020': {
    platform: 'Mac',
    name: 'NetworkConnectIP6MacV5',
    build: [4, '0012203', '1'],
    uuid: 1,
    processDigits: [18, 18],
    from: 2020,
    to: 2021,
    keys: without(...IOS_ONLY, 'RemoteAddressString', 'EventOrigin', 'EffectiveTransmissionClass'),
  },
  'ios-2025': {
    platform: 'iOS',
    name: 'NetworkConnectIP6IOSV3',
    build: [32, '20240201', '1'],
    uuid: 4,
    processDigits: [19, 20],
    from: 2025,
    to: 2026,
    keys: without('RemoteAddressString', 'EventOrigin', 'EffectiveTransmissionClass', 'Entitlements', 'InContext'),
  },
} as const satisfies Record<string, Sensor>;

export type SensorId = keyof typeof sensors;

export const SENSOR_IDS = Object.keys(sensors) as readonly SensorId[];
