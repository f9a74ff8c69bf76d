/** How commands that read files parse their words: yargs drops a bare hyphen unless it takes what looks like an option for an argument. */
export const hyphenIsFile = {
  'parse-numbers': false,
  'parse-positional-numbers': false,
  'dot-notation': false,
  'greedy-arrays': false,
  'unknown-options-as-args': true,
} as const;
