import { faker } from '@faker-js/faker/locale/en';

const names = faker.definitions.person;
const FIRST = [...new Set(names.first_name.generic ?? [])].filter(isPlain);
const LAST = [...new Set(names.last_name.generic ?? [])].filter(isPlain);

/** Account names are typed on every keyboard: letters only. */
function isPlain(name: string): boolean {
  return /^[A-Za-z]{2,9}$/u.test(name);
}

/** How many account names there are; {@link accountName} takes an index below. */
export const ACCOUNT_NAMES = FIRST.length * LAST.length;

/** The account name at an index, `first.last`: no two indexes give the same, and 20 characters, Windows' limit, are never passed. */
export function accountName(index: number): string {
  return `${FIRST[index % FIRST.length]!}.${LAST[Math.floor(index / FIRST.length)]!}`.toLowerCase();
}
