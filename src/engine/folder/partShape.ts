/** Finds what is not as it should be. @returns Its place, below the one that is given; undefined where all is. */
type Check = (value: unknown, at: string) => string | undefined;

const that =
  (isSo: (value: unknown) => boolean): Check =>
  (value, at) =>
    isSo(value) ? undefined : at;
const listOf =
  (item: Check): Check =>
  (value, at) =>
    Array.isArray(value) ? firstOf(value.map((one, n) => () => item(one, `${at}[${n}]`))) : at;
const objectOf =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value, at) =>
    isObject(value)
      ? firstOf(
          Object.entries(fields).map(
            ([name, check]) =>
              () =>
                check(value[name], `${at}.${name}`),
          ),
        )
      : at;
const maybe =
  (check: Check): Check =>
  (value, at) =>
    value === undefined ? undefined : check(value, at);

function firstOf(checks: readonly (() => string | undefined)[]): string | undefined {
  for (const check of checks) {
    const fault = check();
    if (fault !== undefined) return fault;
  }
  return undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;

const text = that((value) => typeof value === 'string');
const count = that(isCount);
const position = that((value) => isCount(value) && value !== 0);
const digest = that((value) => typeof value === 'string' && /^[0-9a-f]{64}$/u.test(value));
const counts = that((value) => isObject(value) && Object.values(value).every(isCount));
/** At least one run of numbers, each with its first and last. */
const runs = that(
  (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((run) => Array.isArray(run) && run.length === 2 && run.every(isCount)),
);
const level = that((value) => [1, 2, 3, 4, 5, 6, 7, 8, 9].includes(value as number));

const part = objectOf({
  version: text,
  scenario: objectOf({ id: text, sha256: digest }),
  seed: count,
  shard: objectOf({
    number: position,
    of: position,
    slices: objectOf({ before: count, count }),
    files: listOf(
      objectOf({ file: text, firstRecord: maybe(position), sliceBytes: listOf(count), slices: maybe(listOf(digest)) }),
    ),
    truth: objectOf({
      head: text,
      tail: text,
      shown: listOf(objectOf({ step: text, file: text, records: position, runs, last: maybe(position), ids: listOf(text) })),
    }),
  }),
  parameters: objectOf({ gzip: maybe(level) }),
  records: count,
  range: maybe(objectOf({ first: text, last: text })),
  files: listOf(
    objectOf({
      file: text,
      format: text,
      records: count,
      bytes: maybe(count),
      compressedBytes: maybe(count),
      digest: maybe(digest),
      slices: maybe(listOf(digest)),
      sha256: maybe(digest),
    }),
  ),
  hosts: listOf(objectOf({ id: text, computer: text, records: count })),
  steps: counts,
  faults: maybe(counts),
  outside: listOf(text),
  truth: objectOf({ file: text, bytes: count, sha256: digest }),
});

/**
 * Whether something has the shape of the manifest of a part: a manifest is input like any other.
 *
 * @returns The place that has not, `.files[1].records`; undefined where all have.
 */
export const faultOfPart = (manifest: unknown): string | undefined => part(manifest, '');
