import fc from 'fast-check';
import type { AimedCheck, FaultName } from '../../check.js';
import { pick } from '../../pick.js';
import { type FalconDraft, isConnect, withFields } from '../draft.js';
import { type FalconStreamSample, falconStream } from '../falconStream.js';
import { FALCON_FORM_IDS, falconForms, writeEvent } from '../forms.js';
import { sensors } from '../sensors.js';
import type { BrokenFalconOptions } from './brokenNetworkConnectIp6.js';

type Drafts = readonly FalconDraft[];

/** One thing wrong between events that are sound each by itself. */
export interface FalconStreamFault extends FaultName {
  readonly processEvents: boolean;
  /** The damaged capture, or nothing where this capture has no place for the fault. */
  readonly apply: (drafts: Drafts, n: number) => Drafts | undefined;
  /** What becomes of the last line of the file. */
  readonly lastLine?: (line: string) => string;
}

/** The later of two connects of one sensor. */
function laterPlace(drafts: Drafts, n: number): readonly [first: number, second: number] | undefined {
  const pairs = drafts.flatMap((draft, second) => {
    const first = drafts.findIndex((other) => isConnect(other) && other.fields.aid === draft.fields.aid);
    return isConnect(draft) && first < second ? [[first, second] as const] : [];
  });
  return pairs.length === 0 ? undefined : pick(pairs, n);
}

const later = (change: (second: FalconDraft, first: FalconDraft) => FalconDraft) => (drafts: Drafts, n: number) => {
  const found = laterPlace(drafts, n);
  return found && drafts.map((draft, place) => (place === found[1] ? change(draft, drafts[found[0]]!) : draft));
};
const eventOf =
  (kind: 'start' | 'end', change: (draft: FalconDraft) => FalconDraft | undefined) => (drafts: Drafts, n: number) => {
    const isIt = ({ fields }: FalconDraft) => (fields.event_simpleName === 'ProcessRollup2') === (kind === 'start');
    const places = drafts.flatMap((draft, place) => (!isConnect(draft) && isIt(draft) ? [place] : []));
    const at = pick(places, n);
    const changed = change(drafts[at]!);
    return changed ? drafts.map((draft, place) => (place === at ? changed : draft)) : drafts.filter((_, place) => place !== at);
  };
/** More than a day later or earlier: beyond any connect of the capture. */
const moved = (seconds: number) => (draft: FalconDraft) => {
  const time = (Number(draft.fields.ContextTimeStamp) + seconds).toFixed(3);
  return withFields(draft, {
    ContextTimeStamp: time,
    ...(draft.fields.ProcessStartTime === undefined ? {} : { ProcessStartTime: time }),
  });
};
const DAYS_2 = 2 * 86_400;

/** An event of the same sensor on another platform, sound by itself. */
function onOtherPlatform(draft: FalconDraft): FalconDraft {
  const { build, name, platform } = sensors[sensors[draft.sensor].platform === 'Lin' ? 'macos-2021' : 'linux-2021'];
  return withFields(draft, { event_platform: platform, name, ConfigBuild: `1007.${build.join('.')}` });
}

const rows: readonly (readonly [string, string, boolean, FalconStreamFault['apply'], ...string[]])[] = [
  [
    'sensor-of-two-customers',
    'stream-customer',
    false,
    later((draft) => withFields(draft, { cid: draft.fields.cid!.replace(/^./u, (digit) => (digit === '1' ? '2' : '1')) })),
  ],
  [
    'sensor-of-two-platforms',
    'stream-platform',
    false,
    later(onOtherPlatform),
    'foreign-field',
    'usual-field',
    'local-port-zero',
    'local-port-zero-windows',
  ],
  ['event-delivered-twice', 'stream-duplicate', false, later((_, first) => first)],
  ['id-of-another-event', 'stream-duplicate', false, later((second, first) => withFields(second, { id: first.fields.id! }))],
  ['connect-before-its-process', 'stream-process-life', true, eventOf('start', moved(DAYS_2))],
  [
    'connect-after-its-process',
    'stream-process-life',
    true,
    (drafts, n) => {
      const changed = eventOf('end', moved(-DAYS_2 / 2 - 60))(drafts, n);
      // The end is known only where it stands before the connects.
      return changed && [...changed.filter((draft) => !isConnect(draft)), ...changed.filter(isConnect)];
    },
  ],
  [
    'start-missing',
    'stream-process-missing',
    true,
    (drafts, n) => {
      const starts = drafts.filter(({ fields }) => fields.event_simpleName === 'ProcessRollup2');
      const ofOne = starts.filter(({ fields }) => fields.aid === starts[0]!.fields.aid);
      const gone = pick(ofOne, n);
      return ofOne.length < 2 ? undefined : drafts.filter((draft) => draft !== gone);
    },
  ],
];

/** Everything that can be wrong between events that are sound each by itself. */
export const falconStreamFaults: readonly FalconStreamFault[] = [...rows.map(readRow), ...lineFaults()];

function readRow([id, check, processEvents, apply, ...alsoFires]: (typeof rows)[number]): FalconStreamFault {
  return {
    id,
    check: `falcon-ip6/${check}`,
    alsoFires: alsoFires.map((other): AimedCheck => `falcon-ip6/${other}`),
    processEvents,
    apply,
  };
}

/** A line among others that is JSON and no object. */
function lineFaults(): FalconStreamFault[] {
  const fault = (id: string, lastLine: (line: string) => string): FalconStreamFault => ({
    id,
    check: 'falcon-ip6/object',
    alsoFires: [],
    processEvents: false,
    apply: (drafts) => drafts,
    lastLine,
  });
  return [
    fault('event-as-a-list-of-its-values', (line) => JSON.stringify(Object.values(JSON.parse(line) as object))),
    fault('event-in-a-text', (line) => JSON.stringify(line)),
  ];
}

/** A capture with one thing wrong; `drafts` are those that were written. */
export interface BrokenFalconStream extends FalconStreamSample {
  readonly fault: string;
  /** The check that has to notice it. */
  readonly check: AimedCheck;
  /** Other checks that may notice it. */
  readonly alsoFires: readonly AimedCheck[];
}

/**
 * A capture with exactly one fault between its events, in a form that has the envelope.
 *
 * @throws RangeError if the options leave no fault that could be put in.
 */
export function brokenFalconStream(options: BrokenFalconOptions = {}): fc.Arbitrary<BrokenFalconStream> {
  const forms = (options.forms ?? FALCON_FORM_IDS).filter((form) => falconForms[form].whole);
  const choices = falconStreamFaults.filter(({ id }) => options.faults?.includes(id) ?? true);
  if (choices.length === 0 || forms.length === 0) throw new RangeError('no such fault can be put into captures of these forms');
  return fc.constantFrom(...choices).chain((fault) =>
    fc
      .tuple(falconStream({ ...options, forms, connects: [2, 20], processEvents: fault.processEvents }), fc.nat({ max: 63 }))
      .map(([sample, n]) => ({ form: sample.form, drafts: fault.apply(sample.drafts, n) }))
      .filter(({ drafts }) => drafts !== undefined)
      .map(({ form, drafts }) => ({
        form,
        drafts: drafts!,
        text: fileOf(
          drafts!.map((draft) => writeEvent(draft, falconForms[form])),
          fault,
        ),
        fault: fault.id,
        check: fault.check,
        alsoFires: fault.alsoFires,
      })),
  );
}

function fileOf(lines: readonly string[], { lastLine }: FalconStreamFault): string {
  const last = lines.at(-1) ?? '';
  return lastLine ? `${lines.slice(0, -1).join('')}${lastLine(last.trimEnd())}\n` : lines.join('');
}
