import type { Report } from '../reporter.js';
import type { Connect } from './connect.js';

interface Platform {
  /** What stands in `name` between the event and its version. */
  readonly suffix: string | undefined;
  /** Bits in the second part of `ConfigBuild`. */
  readonly bits: number;
}

const PLATFORMS: Readonly<Record<string, Platform>> = {
  Win: { suffix: '', bits: 1 | 2 },
  Mac: { suffix: 'Mac', bits: 4 },
  Lin: { suffix: 'Lin', bits: 8 | 128 },
  iOS: { suffix: 'IOS', bits: 32 },
  Android: { suffix: undefined, bits: 16 }, // its suffix is not established
};

const NAME = /^NetworkConnectIP6([A-Za-z]*)V\d+$/;
/** The name of an event: words and a version. Masked names are not. */
const SOME_EVENT = /^[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*V\d+$/;

/** `name`, `event_platform` and `ConfigBuild` name the platform three times. */
export function checkPlatform({ texts }: Connect, report: Report): void {
  const code = texts.get('event_platform');
  const platform = code === undefined || !Object.hasOwn(PLATFORMS, code) ? undefined : PLATFORMS[code];
  if (code !== undefined && !platform) {
    report('falcon-ip6/platform', 'OUT_OF_RANGE', 'event_platform', `one of ${Object.keys(PLATFORMS).join(' ')}`, code);
  }
  checkName(texts.get('name'), platform, code, report);
  const bits = Number(texts.get('ConfigBuild')?.split('.')[1] ?? 0);
  if (!platform || bits === 0 || (bits & ~platform.bits) === 0) return;
  report(
    'falcon-ip6/platform',
    'INCONSISTENT',
    'ConfigBuild',
    `platform bits of ${code} in the second part`,
    texts.get('ConfigBuild'),
  );
}

function checkName(name: string | undefined, platform: Platform | undefined, code: string | undefined, report: Report): void {
  if (name === undefined) return;
  const suffix = NAME.exec(name)?.[1];
  if (suffix === undefined) {
    if (SOME_EVENT.test(name) && !name.startsWith('NetworkConnectIP6V')) {
      report('falcon-ip6/name-family', 'INCONSISTENT', 'name', 'a NetworkConnectIP6 name', name);
    } else report('falcon-ip6/name', 'MALFORMED', 'name', 'NetworkConnectIP6, the platform, V and a number', name);
  } else if (platform?.suffix !== undefined && platform.suffix !== suffix) {
    report(
      'falcon-ip6/platform',
      'INCONSISTENT',
      'name',
      `NetworkConnectIP6${platform.suffix}V… for event_platform ${code}`,
      name,
    );
  }
}
