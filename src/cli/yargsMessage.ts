/** What yargs says, in the words of our other messages. */
const TRANSLATIONS: readonly (readonly [RegExp, (...parts: string[]) => string])[] = [
  [/^Not enough arguments following: (.*)$/su, (name) => `--${name}: expected a value, received nothing`],
  [
    /^Not enough non-option arguments: got (\d+), need at least (\d+)$/su,
    (got, need) => `expected at least ${need === '1' ? 'one name' : `${need} names`}, received ${got === '0' ? 'none' : got}`,
  ],
  [
    /^Missing required arguments?: (.*)$/su,
    (names) =>
      `expected ${names
        ?.split(', ')
        .map((name) => `--${name}`)
        .join(' and ')}, received nothing`,
  ],
  [/^Unknown arguments?: (.*)$/su, (names) => `expected no further names, received ${names}`],
  [
    /^Invalid values:\s+Argument: (\S+), Given: (.*), Choices: (.*)$/su,
    (name, given, choices) => `--${name}: expected one of ${choices?.replaceAll('"', '')}, received ${given}`,
  ],
];

/** Rewrites a message of yargs as place, expected, received; one that is not known stays, on one line. */
export function yargsMessage(message: string): string {
  for (const [pattern, words] of TRANSLATIONS) {
    const match = pattern.exec(message);
    if (match) return words(...match.slice(1));
  }
  return message.trim().replace(/\s*\n\s*/gu, '; ');
}
