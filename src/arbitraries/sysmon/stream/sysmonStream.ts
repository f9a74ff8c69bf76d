import fc from 'fast-check';
import type { SysmonDraft } from '../draft.js';
import type { SysmonForm } from '../forms/form.js';
import { type FormId, sysmonForms } from '../forms/index.js';
import { writeRecord } from '../forms/writeRecord.js';
import { type HostDraws, hostDraws, hostOf } from '../host.js';
import { type Setting, type SysmonOptions, settingsList } from '../sysmonEvent3.js';
import type { OperatingSystem } from '../systems.js';
import { connectionCapture, processCapture, writersOf } from './capture.js';
import { entryDraws } from './entries.js';

export interface SysmonStreamOptions extends SysmonOptions {
  /** Most hosts of a capture; default 3. */
  readonly maxHosts?: number;
  /** Fewest and most things that happen in it; one may leave two records. Default 1 to 30. */
  readonly entries?: readonly [fewest: number, most: number];
  /**
   * Whether the capture holds the start (Event 1) of every process, and the end (Event 5) of some; then only programs that somebody
   * started have connections. Only in the forms `winevt` and `flat`. Default false.
   */
  readonly processEvents?: boolean;
}

/** One sound capture: its records in the order of the file, and the file's text in a form. */
export interface SysmonStreamSample {
  readonly form: FormId;
  readonly drafts: readonly SysmonDraft[];
  /** Whether the file has one root element. */
  readonly root: boolean;
  readonly text: string;
}

/** Forms in which files with a root element are seen. */
export const ROOTED: readonly FormId[] = ['winevt', 'viewer', 'libevtx', 'python-evtx', 'rendered'];
/** Forms in which captures with process events are written. */
export const WITH_PROCESSES: readonly FormId[] = ['winevt', 'flat'];

/**
 * A sound capture of one host or several: record ids rise, times of writing do not fall, a process is one and the same wherever it is
 * named, and hosts that both record a connection say the same of it. Shrinks to one record of one host.
 */
export function sysmonStream(options: SysmonStreamOptions = {}): fc.Arbitrary<SysmonStreamSample> {
  const forms = options.processEvents
    ? { forms: (options.forms ?? WITH_PROCESSES).filter((form) => WITH_PROCESSES.includes(form)) }
    : {};
  return streamOf(fc.constantFrom(...settingsList({ ...options, ...forms })), options);
}

/** A sound capture of a setting that is drawn. */
export function streamOf(setting: fc.Arbitrary<Setting>, options: SysmonStreamOptions): fc.Arbitrary<SysmonStreamSample> {
  const { maxHosts = 3, entries: [fewest, most] = [1, 30], processEvents = false } = options;
  return fc
    .record({
      setting,
      hosts: fc.array(hostDraws, { minLength: 1, maxLength: maxHosts }),
      entries: fc.array(entryDraws, { minLength: fewest, maxLength: most }),
      /** How far the clocks of the hosts are off, milliseconds. */
      offsets: fc.tuple(fc.constant(0), fc.integer({ min: -400, max: 400 }), fc.integer({ min: -4000, max: 4000 })),
      root: fc.boolean(),
    })
    .map(({ setting: { form, system }, hosts, entries, offsets, root }) => {
      const writers = writersOf(capturedHosts(system, hosts), offsets);
      const drafts = (processEvents ? processCapture : connectionCapture)(writers, entries);
      const isRooted = root && ROOTED.includes(form);
      return { form, drafts, root: isRooted, text: writeFile(drafts, sysmonForms[form], isRooted) };
    });
}

/** Hosts of one network, of one time and of one kind. */
function capturedHosts(system: OperatingSystem, draws: readonly HostDraws[]) {
  const [first] = draws;
  const { net, station, when, moment } = first!;
  return draws.map((host, place) => hostOf(system, { ...host, net, station, when, moment }, place));
}

/** Records as a file: one after another, in one root element if that is asked for. */
export function writeFile(drafts: readonly SysmonDraft[], form: SysmonForm, root = false): string {
  const text = drafts.map((draft) => writeRecord(draft, form)).join('');
  return root ? `<Events>\n${text}</Events>\n` : text;
}
