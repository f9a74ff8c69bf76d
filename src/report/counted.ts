/** `1 record`, `2 records`; the plural of every noun here ends in s. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
