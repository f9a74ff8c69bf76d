import { keyedPermutation } from '../random/permutation.js';
import type { RandomSource } from '../random/randomSource.js';
import { slotsByName } from '../random/slots.js';
import { platformOf } from './operatingSystems.js';
import type { HostSpec } from './worldSpec.js';

/** What stands first, and how many places follow it. */
interface Form {
  readonly first: string;
  readonly places: number;
  /** Of ten digits, or of letters too. */
  readonly of: 10 | 36;
}

const digits = (first: string, places: number): Form => ({ first, places, of: 10 });
const letters = (first: string, places: number): Form => ({ first, places, of: 36 });

type Kind = HostSpec['role'] | 'linux' | 'macos' | 'ios';
type Scheme = Readonly<Record<HostSpec['role'], Form>>;

/** The names that Windows Setup gives, `DESKTOP-2B7KQ0X` and `WIN-` with eleven characters. */
const OF_SETUP: Scheme = {
  workstation: letters('DESKTOP-', 7),
  server: letters('WIN-', 11),
  'domain-controller': letters('WIN-', 11),
};
/** What companies call their machines: what they are, and a number of the inventory or of the maker. */
const OF_COMPANIES: readonly Scheme[] = [
  { workstation: digits('WS', 5), server: digits('SRV', 4), 'domain-controller': digits('DC', 3) },
  { workstation: digits('PC-', 4), server: digits('SV-', 3), 'domain-controller': digits('DC-', 2) },
  { workstation: letters('LT-', 7), server: digits('S', 4), 'domain-controller': digits('ADDC', 2) },
];
/** Other hosts are named by their owners, or by the management of a fleet. */
const OWNED: Readonly<Record<'linux' | 'macos' | 'ios', Form>> = {
  linux: letters('srv', 5),
  macos: letters('mac-', 7),
  ios: letters('iphone-', 7),
};

/** 36^7 fits into the permutation's 2^44 with room to spare; more characters are drawn apart and keep nobody apart. */
const MOST_KEPT_APART = 7;

/** NetBIOS names of hosts whose story gives none. */
export interface HostNames {
  /** By the hosts' ids. */
  readonly story: ReadonlyMap<string, string>;
  /** Of the background's host `index` of its role and platform: no two are alike. */
  ofBackground(host: HostSpec, index: number): string;
}

/**
 * How the hosts of a world are called: in a domain by one scheme, without by themselves.
 *
 * Of all numbers of a form hosts of a story have the lower half, the background the upper one, so that neither can take the other's.
 */
export function hostNames(random: RandomSource, hosts: Readonly<Record<string, HostSpec>>, inDomain: boolean): HostNames {
  const given = Object.values(hosts).flatMap(({ name }) => (name === undefined ? [] : [name.toUpperCase()]));
  const forms: Record<string, Form> = { ...schemeOf(random.fork('scheme'), given, inDomain), ...OWNED };
  const formOf = (host: HostSpec) => forms[kindOf(host)]!;
  const groups = new Map<Form['first'], string[]>();
  for (const [id, host] of Object.entries(hosts)) {
    if (host.name !== undefined) continue;
    const { first } = formOf(host);
    groups.set(first, [...(groups.get(first) ?? []), id]);
  }
  const story = new Map<string, string>();
  for (const [first, ids] of groups) {
    const own = random.fork(`story ${first}`);
    const form = formOf(hosts[ids[0]!]!);
    let places = keptApart(form);
    while (halfOf(form, places) < ids.length) places += 1;
    const numbers = slotsByName(own, ids, halfOf(form, places));
    ids.forEach((id, i) => {
      story.set(id, first + written(numbers[i]!, form, places) + tail(own.fork(id), form));
    });
  }
  return {
    story,
    ofBackground(host, index) {
      const form = formOf(host);
      const own = random.fork(`background ${form.first}`);
      let places = keptApart(form);
      // More hosts than numbers get longer ones.
      let among = index;
      for (; among >= halfOf(form, places); places += 1) among -= halfOf(form, places);
      const half = halfOf(form, places);
      // Controllers may share a form with servers: they count from its other end.
      const number = half + keyedPermutation(own, half)(host.role === 'domain-controller' ? half - 1 - among : among);
      return form.first + written(number, form, places) + tail(own.fork(`${host.role} ${index}`), form);
    },
  };
}

/** One by which the story calls none of its hosts, so that no two get one name. */
function schemeOf(random: RandomSource, given: readonly string[], inDomain: boolean): Scheme {
  if (!inDomain) return OF_SETUP;
  const isFree = (scheme: Scheme) => !Object.values(scheme).some(({ first }) => given.some((name) => name.startsWith(first)));
  return random.pick([OF_SETUP, ...OF_COMPANIES.filter(isFree)]);
}

function kindOf(host: HostSpec): Kind {
  const platform = platformOf(host)!;
  return platform === 'windows' ? host.role : platform;
}

const keptApart = ({ places }: Form) => Math.min(places, MOST_KEPT_APART);

/** How many numbers of so many places a story may have, and as many the background. */
const halfOf = ({ of }: Form, places: number) => Math.floor(of ** places / 2);

const tail = (random: RandomSource, { places, of }: Form) =>
  places > MOST_KEPT_APART
    ? inSystem(random.fork('tail').integer(0, of ** (places - MOST_KEPT_APART) - 1), of, places - MOST_KEPT_APART)
    : '';

/** Names of Linux hosts and of Apple's are in small letters. */
const written = (number: number, { first, of }: Form, places: number) => {
  const text = inSystem(number, of, places);
  return first === first.toLowerCase() ? text.toLowerCase() : text;
};

const inSystem = (number: number, of: number, places: number) => number.toString(of).toUpperCase().padStart(places, '0');
