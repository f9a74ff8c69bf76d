import { hash } from 'node:crypto';
import type { Account } from '../model/account.js';
import { keyedPermutation } from '../random/permutation.js';
import { ACCOUNT_NAMES, accountName } from '../random/personNames.js';
import type { RandomSource } from '../random/randomSource.js';
import { slotsByName } from '../random/slots.js';
import type { UserSpec } from './worldSpec.js';

/** The accounts that every Windows has; their names are those of an English Windows. */
export const builtInAccounts: Readonly<Record<string, Account>> = Object.fromEntries(
  [
    ['SYSTEM', 'S-1-5-18'],
    ['LOCAL SERVICE', 'S-1-5-19'],
    ['NETWORK SERVICE', 'S-1-5-20'],
  ].map(([name, sid]) => [name, { id: name!, domain: 'NT AUTHORITY', name: name!, sid: sid! }]),
);

/** Accounts that Windows makes up for a service or an application pool: by their domain, the authority of their SIDs and how these spell the name. */
const VIRTUAL: Readonly<Record<string, readonly [authority: string, spelled: (name: string) => string]>> = {
  'NT SERVICE': ['S-1-5-80', (name) => name.toUpperCase()],
  'IIS APPPOOL': ['S-1-5-82', (name) => name.toLowerCase()],
};

/**
 * An account that a Windows host has by itself: built-in, or virtual as `IIS APPPOOL\\DefaultAppPool` and `NT SERVICE\\MSSQLSERVER` are, whose
 * SID is the SHA-1 of its name.
 */
export function ownAccount(text: string): Account | undefined {
  if (Object.hasOwn(builtInAccounts, text)) return builtInAccounts[text];
  const [domain = '', name = ''] = text.split('\\');
  if (!Object.hasOwn(VIRTUAL, domain) || !/^[\w .$-]{1,200}$/u.test(name) || text !== `${domain}\\${name}`) return undefined;
  const [authority, spelled] = VIRTUAL[domain]!;
  const digest = hash('sha1', Buffer.from(spelled(name), 'utf16le'), 'buffer');
  const parts = [0, 4, 8, 12, 16].map((offset) => digest.readUInt32LE(offset));
  return { id: text, domain, name, sid: [authority, ...parts].join('-') };
}

/** An account of a host that is no Windows: a plain name. @param id - The key of a user of the story; absent: the name itself. */
export function unixAccount(name: string, id: string = name): Account {
  return { id, domain: '', name, sid: '' };
}

/** A machine's or a domain's part of the SIDs that it gives out. */
export function sidPrefix(random: RandomSource): string {
  const part = () => random.integer(0x1000_0000, 0xffff_ffff);
  return ['S-1-5-21', part(), part(), part()].join('-');
}

/** Story and background draw account names from the two halves of one list, so that neither can take the other's. */
const HALF = Math.floor(ACCOUNT_NAMES / 2);
const QUARTER = Math.floor(HALF / 2);
/** Users of each share of a story. */
export const MOST_STORY_USERS = 1000;

/**
 * Names and SIDs of the story's users.
 *
 * @param users - At most {@link MOST_STORY_USERS}.
 * @param keeperOf - Who keeps a user's account: NetBIOS name, and the random source of its SIDs.
 * @param share - 0 for those that the story declares, 1 for those that its hosts get by themselves: neither moves the other.
 */
export function storyAccounts(
  random: RandomSource,
  users: readonly (readonly [id: string, UserSpec])[],
  keeperOf: (id: string, user: UserSpec) => { readonly name: string; readonly random: RandomSource },
  share: 0 | 1,
): Map<string, Account> {
  const ids = users.map(([id]) => id);
  const names = slotsByName(random.fork(`names ${share}`), ids, QUARTER).map((slot) => share * QUARTER + slot);
  // Relative ids below 1,000 belong to built-in accounts and groups; each share of the story's users has a thousand, the background the rest.
  const relativeIds = slotsByName(random.fork(`relative ids ${share}`), ids, MOST_STORY_USERS).map(
    (slot) => share * MOST_STORY_USERS + slot,
  );
  return new Map(
    users.map(([id, user], i) => {
      const keeper = keeperOf(id, user);
      const sid = user.sid ?? `${sidPrefix(keeper.random.fork('sid'))}-${1103 + relativeIds[i]!}`;
      return [id, { id, domain: keeper.name, name: user.name ?? accountName(names[i]!), sid }];
    }),
  );
}

/** An account as a host knows it. @param kept - Whether the domain, or the host that the story names, keeps it; else each host does. */
export function accountOn(account: Account, { name }: { readonly name: string }, kept: boolean): Account {
  return kept || account.domain === name ? account : { ...account, domain: name };
}

/** The user of the background's workstation `index`: no two are alike, whatever their number. */
export function backgroundAccount(
  random: RandomSource,
  index: number,
  keeper: { readonly name: string; readonly random: RandomSource },
): Account {
  // An office larger than the list of names numbers those that come again, as administrators do.
  const names = ACCOUNT_NAMES - HALF;
  const round = Math.floor(index / names);
  const name = accountName(HALF + keyedPermutation(random.fork('names'), names)(index % names)) + (round > 0 ? round + 1 : '');
  return {
    id: `user-${index + 1}`,
    domain: keeper.name,
    name,
    sid: `${sidPrefix(keeper.random.fork('sid'))}-${1103 + 2 * MOST_STORY_USERS + index}`,
  };
}
