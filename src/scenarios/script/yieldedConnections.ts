import { held } from '../checkSchema.js';
import type { Report } from '../finding.js';
import type { Story, StoryStep } from '../language/story.js';
import { CONNECTIONS, type YieldedConnections, yieldedConnection, yieldedEnds } from '../language/yielded.js';
import { type Moment, parseAt } from '../moment.js';
import { didYouMean } from '../nearestName.js';
import { type ConnectionPins, everyPin } from '../pinsOf.js';
import { checkEnds } from '../references/checkEnds.js';
import { recordIds } from '../references/checkUnique.js';
import { listed } from '../references/names.js';
import type { WrittenPlaces } from '../writtenPlaces.js';

const KEYS = Object.keys(yieldedConnection.shape);

type Growing = { -readonly [Key in keyof YieldedConnections]: YieldedConnections[Key] } & {
  readonly moments: YieldedConnections['moments'][number][];
  readonly numbers: number[];
  readonly pins: Map<number, ConnectionPins>;
};

/** Takes the connections of a script as they come: checks them, and puts those with the same ends together. */
export class YieldedBuilder {
  /** By all that is said but the time, as it was written. */
  readonly #groups = new Map<string, Growing | undefined>();
  /** The same by their keys: two ways to write the same ends. */
  readonly #byKey = new Map<string, Growing>();
  readonly #moments = new Map<string | number, Growing['moments'][number]>();
  readonly #steps: ReadonlyMap<string, number>;
  /** The story with nothing but one step: what is known of its world is found out once. */
  readonly #alone: Story & { readonly steps: StoryStep[] };
  readonly #recordIds: Set<string>;
  #count = 0;

  /**
   * @param story - Without what is yielded.
   * @param start - Of the run, microseconds since 1970-01-01 UTC.
   * @param places - Learns what the connections are, to say where something is wrong.
   */
  constructor(
    private readonly story: Story,
    private readonly start: number,
    private readonly places: WrittenPlaces & { yielded(number: number, connection: unknown): void },
    private readonly report: Report,
  ) {
    this.#recordIds = new Set([...recordIds(everyPin(story))].map(({ value }) => value));
    this.#alone = { ...story, steps: [] };
    this.#steps = new Map(story.steps.flatMap(({ id, script }, index) => (script ? [[id, index] as const] : [])));
  }

  add(connection: unknown): void {
    const number = this.#count;
    this.#count += 1;
    this.places.yielded(number, connection);
    if (typeof connection !== 'object' || connection === null || Array.isArray(connection)) {
      const expected = 'an object with step, at, from and to';
      this.report({ code: 'WRONG_VALUE', path: [CONNECTIONS, number], expected });
      return;
    }
    const { at, pin, ...rest } = connection as { readonly at?: unknown; readonly pin?: unknown };
    const written = JSON.stringify(rest);
    if (!this.#groups.has(written)) this.#groups.set(written, this.#group(rest, number));
    const group = this.#groups.get(written);
    const moment = this.#moment(at, number);
    const pins = pin === undefined ? undefined : this.#pins(pin, number);
    if (!group || !moment) return;
    if (pins) group.pins.set(group.moments.length, pins);
    group.moments.push(moment);
    group.numbers.push(number);
  }

  /** All that was sound. */
  get yielded(): readonly YieldedConnections[] {
    return [...this.#byKey.values()].filter(({ numbers }) => numbers.length > 0);
  }

  #moment(at: unknown, number: number): Growing['moments'][number] | undefined {
    const known = this.#moments.get(at as string | number);
    if (known) return known;
    const checked = held(yieldedConnection.shape.at, at, this.places, [CONNECTIONS, number, 'at']);
    if ('findings' in checked) {
      for (const finding of checked.findings) this.report(finding);
      return undefined;
    }
    // A story that begins at another time takes its instants with it; a number was made from the time at which it begins.
    const moment =
      typeof at === 'number'
        ? ({ kind: 'absolute', at: at - this.start + this.story.start } as const)
        : (parseAt(at as string) as Exclude<Moment, { kind: 'after' }>);
    this.#moments.set(at as string | number, moment);
    return moment;
  }

  #pins(pin: unknown, number: number): ConnectionPins | undefined {
    const path = [CONNECTIONS, number, 'pin'];
    const checked = held(yieldedConnection.shape.pin, pin, this.places, path);
    if ('findings' in checked) {
      for (const finding of checked.findings) this.report(finding);
      return undefined;
    }
    const pins: ConnectionPins = { ...checked.value, connection: 1, path };
    for (const { value, path: place, kind } of recordIds([pins])) {
      if (this.#recordIds.has(value)) this.report({ code: 'DUPLICATE', path: place, expected: `${kind} that is given once` });
      this.#recordIds.add(value);
    }
    return pins;
  }

  #group(rest: Readonly<Record<string, unknown>>, number: number): Growing | undefined {
    const path = [CONNECTIONS, number];
    const known: Record<string, unknown> = {};
    let sound = true;
    const report: Report = (finding) => {
      sound = false;
      this.report(finding);
    };
    for (const [key, value] of Object.entries(rest)) {
      if (KEYS.includes(key)) known[key] = value;
      else {
        const expected = `one of ${KEYS.join(', ')}`;
        report({ code: 'UNKNOWN_KEY', path: [...path, key], at: 'key', expected, received: key, cure: didYouMean(key, KEYS) });
      }
    }
    if (!sound) return undefined;
    const checked = held(yieldedEnds, known, this.places, path);
    if ('findings' in checked) {
      for (const finding of checked.findings) report(finding);
      return undefined;
    }
    const { step: id, ...connect } = checked.value;
    const step = this.#steps.get(id);
    if (step === undefined) {
      const ids = [...this.#steps.keys()];
      const expected = `a step of the story with script: true (${listed(ids)})`;
      report({ code: 'UNKNOWN_NAME', path: [...path, 'step'], expected, received: id, cure: didYouMean(id, ids) });
    }
    // What holds for the ends of a step of its own holds for these.
    this.#alone.steps[0] = { ...this.story.steps[step ?? 0]!, id, connect, script: undefined };
    checkEnds(this.#alone, (finding) => report({ ...finding, path: [...path, ...finding.path.slice(3)] }));
    if (step === undefined || !sound) return undefined;
    const key = JSON.stringify(
      Object.entries(connect)
        .filter(([, value]) => value !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
    const same = this.#byKey.get(`${step} ${key}`);
    if (same) return same;
    const group: Growing = { step, key, connect, moments: [], numbers: [], pins: new Map() };
    this.#byKey.set(`${step} ${key}`, group);
    return group;
  }
}
