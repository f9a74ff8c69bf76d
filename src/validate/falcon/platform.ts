import type { FieldKind } from '../record/fieldKind.js';
import { type Finding, Judged } from '../record/judged.js';
import type { RawRecord } from '../record/rawRecord.js';
import { F } from './fields.js';

/** Platforms as bits, as in the second part of `ConfigBuild`: the `number` of a judged name, platform or build. */
export const WINDOWS = 1 | 2;
export const MACOS = 4;
export const LINUX = 8 | 128;
const ANDROID = 16;
export const IOS = 32;

/** `event_platform`, and the name that the Elastic Common Schema has for it. */
const CODES: readonly (readonly [bits: number, code: string, osType: string])[] = [
  [WINDOWS, 'Win', 'windows'],
  [MACOS, 'Mac', 'macos'],
  [LINUX, 'Lin', 'linux'],
  [IOS, 'iOS', 'ios'],
  [ANDROID, 'Android', 'android'],
  [0, 'ChromeOS', 'chromeos'], // its code and its bits are not established
];

/** What stands in `name` between the event and its version. That of Android is not established. */
const SUFFIXES: Readonly<Record<string, number | undefined>> = { '': WINDOWS, Mac: MACOS, Lin: LINUX, IOS };

const NAME = /^NetworkConnectIP6([A-Za-z]*)V\d+$/;
const LONGEST_NAME = 100;
/** The name of an event: words and a version. Masked names are not. */
const SOME_EVENT = /^[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*V\d+$/;
const BUILD = /^\d+\.(\d+)\.\d+\.\d+$/;
const MOST_BITS = 0x7fffffff;

function withBits(text: string, bits: number | undefined, finding: Finding | undefined): Judged {
  const judged = new Judged(text, finding ? [finding] : []);
  if (bits !== undefined) judged.number = bits;
  return judged;
}

function platformKind(column: 1 | 2): FieldKind {
  const bits = new Map(CODES.map((row) => [row[column], row[0]]));
  const expected = `one of ${[...bits.keys()].join(' ')}`;
  return {
    judge: (text) => {
      const known = bits.get(text);
      return withBits(
        text,
        known,
        known === undefined ? { check: 'falcon-ip6/platform', code: 'OUT_OF_RANGE', expected } : undefined,
      );
    },
  };
}

export const platformCode = platformKind(1);
export const osType = platformKind(2);

/** Events of their own, whose names go on behind that of the connect. */
const VARIANT = /^NetworkConnectIP6(?:Blocked|DetectInfo)/;
/** What the names of Android and ChromeOS may have in that place, for theirs are not established. */
const UNESTABLISHED = /^(?:And|Android|Chrome|ChromeOS|Cros)$/i;

export const eventName: FieldKind = {
  judge: (text) => {
    const suffix = NAME.exec(text)?.[1];
    if (suffix !== undefined && Object.hasOwn(SUFFIXES, suffix)) return withBits(text, SUFFIXES[suffix], undefined);
    if (suffix !== undefined && UNESTABLISHED.test(suffix)) return withBits(text, ANDROID, undefined);
    const other =
      VARIANT.test(text) || (text.length <= LONGEST_NAME && SOME_EVENT.test(text) && !text.startsWith('NetworkConnectIP6'));
    return withBits(
      text,
      undefined,
      other
        ? { check: 'falcon-ip6/name-family', code: 'INCONSISTENT', expected: 'a NetworkConnectIP6 name' }
        : { check: 'falcon-ip6/name', code: 'MALFORMED', expected: 'NetworkConnectIP6, the platform, V and a number' },
    );
  },
};

export const configBuild: FieldKind = {
  judge: (text) => {
    const part = BUILD.exec(text)?.[1];
    const expected = 'four decimal numbers joined by points, like 1007.3.0019907.15';
    const finding: Finding = { check: 'falcon-ip6/config-build', code: 'MALFORMED', expected };
    const bits = Math.min(Number(part ?? 0), MOST_BITS);
    return withBits(text, bits || undefined, part === undefined ? finding : undefined);
  },
};

const CODE_BY_BITS = new Map(CODES.map(([bits, code]) => [bits, code]));

/** The platform as the sensor writes it, whatever the form calls it; `undefined` if it is absent or unknown. */
export function platformCodeOf(record: RawRecord): string | undefined {
  return CODE_BY_BITS.get(record.number(F.event_platform));
}

/** `name`, `event_platform` and `ConfigBuild` name the platform three times. */
export function checkPlatform(record: RawRecord): void {
  const name = record.number(F.name);
  const build = record.number(F.ConfigBuild);
  const platform = record.number(F.event_platform);
  if (platform > 0) {
    const code = record.value(F.event_platform)!.text;
    if (name > 0 && name !== platform && platform !== ANDROID)
      record.say(
        'falcon-ip6/platform',
        'INCONSISTENT',
        F.name,
        `${nameOf(platform)} for ${code}, as in ${record.path(F.event_platform)}`,
      );
    if ((build & ~platform) !== 0) sayBuild(record, code);
  } else if (name > 0 && name !== ANDROID && (build & ~name) !== 0) sayBuild(record, record.text(F.name)!);
}

function nameOf(platform: number): string {
  const suffix = Object.keys(SUFFIXES).find((key) => SUFFIXES[key] === platform);
  return `NetworkConnectIP6${suffix}V…`;
}

function sayBuild(record: RawRecord, whose: string): void {
  const expected = `platform bits of ${whose} in the second part`;
  record.say('falcon-ip6/platform', 'INCONSISTENT', F.ConfigBuild, expected);
}
