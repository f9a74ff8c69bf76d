import { keyedPermutation } from '../random/permutation.js';
import type { RandomSource } from '../random/randomSource.js';
import { platformOf } from './operatingSystems.js';
import type { HostSpec } from './worldSpec.js';

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The names that Windows Setup gives, `DESKTOP-2B7KQ0X` and `WIN-` with eleven characters; */
const PREFIX = { workstation: ['DESKTOP-', 7], server: ['WIN-', 11], 'domain-controller': ['WIN-', 11] } as const;
/** other hosts are named by their owners, or by the management of a fleet. */
const OWNED = { linux: ['srv', 5], macos: ['mac-', 7], ios: ['iphone-', 7] } as const;

/** 36^7 fits into the permutation's 2^44 with room to spare; eleven characters take two numbers. */
const SEVEN = 36 ** 7;

function letters(number: number, count: number): string {
  let text = '';
  for (let rest = number; text.length < count; rest = Math.floor(rest / 36)) text = LETTERS[rest % 36]! + text;
  return text;
}

/** The NetBIOS name of a host of the story, where the story gives none. */
export function storyHostName(random: RandomSource, host: HostSpec): string {
  const platform = platformOf(host)!;
  if (platform !== 'windows') {
    const [start, places] = OWNED[platform];
    return start + letters(random.integer(0, SEVEN - 1), places).toLowerCase();
  }
  const [prefix, count] = PREFIX[host.role];
  return prefix + letters(random.integer(0, SEVEN - 1), 7) + (count > 7 ? letters(random.integer(0, 36 ** 4 - 1), 4) : '');
}

/** The NetBIOS name of the background's host `index` of its role and platform: no two are alike. */
export function backgroundHostName(random: RandomSource, host: HostSpec, index: number): string {
  const platform = platformOf(host)!;
  const number = keyedPermutation(random, SEVEN)(index);
  if (platform !== 'windows') return `${OWNED[platform][0]}${letters(number, 7).toLowerCase()}`;
  // The first seven characters keep them apart.
  const [prefix, count] = PREFIX[host.role];
  return (
    prefix +
    letters(number, 7) +
    (count > 7
      ? letters(
          random
            .fork('tail')
            .fork(String(index))
            .integer(0, 36 ** 4 - 1),
          4,
        )
      : '')
  );
}
