import { countsTable, REPORT_IDS, type ReportId, reports, totals } from '../../report/index.js';
import { packageVersion } from '../../scenarios/packageRoot.js';
import { visibleText } from '../../scenarios/visibleText.js';
import {
  checksById,
  type Profile,
  profiles,
  type SourcesSummary,
  sourceOf,
  type ValidateOptions,
  validateSources,
} from '../../validate/index.js';
import { type Capture, captures, settingsFrom } from '../../validate/options.js';
import { chosenChecks } from '../chosenChecks.js';
import type { Command } from '../command.js';
import { dataFiles, totalBytes } from '../dataFiles.js';
import { ExitCode } from '../exitCode.js';
import { hyphenIsFile } from '../hyphenIsFile.js';
import type { Io } from '../io.js';
import { oneOf } from '../oneOf.js';
import { statusLine } from '../statusLine.js';
import { TextOutput } from '../textOutput.js';
import { UsageError } from '../usageError.js';
import { wholeNumber } from '../wholeNumber.js';

interface ValidateArgs {
  readonly file?: readonly string[] | undefined;
  readonly profile: string;
  readonly capture: string;
  readonly stream: boolean;
  readonly only: readonly string[] | undefined;
  readonly ignore: readonly string[] | undefined;
  readonly report: string | undefined;
  readonly maxIssues: number;
  readonly json: boolean;
  readonly checks: boolean;
}

/** `wiretale validate`: data in, issues out. */
export const validate: Command<ValidateArgs> = {
  usage: 'validate [file..]',
  summary: 'Check Sysmon Event 3 and Falcon NetworkConnectIP6 data from anywhere.',
  examples: [
    ['wiretale validate out/sysmon-winevt.xml', 'check a file as the sensor wrote it'],
    ['wiretale validate --profile lenient published.ndjson', 'check published data, masked or converted'],
    ['zcat part-00000.gz | wiretale validate -', 'check standard input'],
    ['wiretale validate --capture folder feed/*/part-*.gz', 'the parts of a feed, each folder as one capture'],
    ["wiretale validate --only 'sysmon3/*' --ignore sysmon3/port-name out/*.xml", 'some checks and not others'],
    ['wiretale validate --report junit out/*.xml > junit.xml', 'for a CI server; sarif and github too'],
    ['wiretale validate --checks', 'list all checks'],
  ],
  options: (yargs) =>
    yargs
      .parserConfiguration(hyphenIsFile)
      .positional('file', { type: 'string', array: true, describe: 'files to check, plain or gzip; - is standard input' })
      .option('profile', {
        type: 'string',
        requiresArg: true,
        default: 'strict',
        describe: 'strict: as the sensor wrote it; lenient: masked or converted',
      })
      .option('capture', {
        type: 'string',
        requiresArg: true,
        default: 'file',
        describe: `what was captured together, so that its records are compared: ${captures.join(', ')}`,
      })
      .option('stream', {
        type: 'boolean',
        default: true,
        describe: 'compare the records of a host; --no-stream for pooled captures',
      })
      .option('only', {
        type: 'string',
        array: true,
        requiresArg: true,
        describe: 'checks to make, or groups as sysmon3/*; repeatable, or with commas',
      })
      .option('ignore', {
        type: 'string',
        array: true,
        requiresArg: true,
        describe: 'checks not to make, in the same way',
      })
      .option('report', {
        type: 'string',
        requiresArg: true,
        describe: `what to print: ${REPORT_IDS.join(', ')}; default: text`,
      })
      .option('max-issues', {
        ...wholeNumber('max-issues', 0, 1_000_000_000),
        default: 10,
        describe: 'issues shown per check, the rest is counted; json shows all',
      })
      .option('json', { type: 'boolean', default: false, describe: 'the same as --report json' })
      .option('checks', { type: 'boolean', default: false, describe: 'list the checks and stop' }) as never,
  run: async (args, io) => {
    const report = chosenReport(args);
    const options = {
      profile: oneOf<Profile>('--profile', profiles, args.profile),
      capture: oneOf<Capture>('--capture', captures, args.capture),
      stream: args.stream,
      only: chosenChecks('--only', args.only),
      ignore: chosenChecks('--ignore', args.ignore),
    };
    const checks = Object.keys(checksById).filter(settingsFrom(options).accepts);
    if (checks.length === 0) throw new UsageError('--ignore: expected to leave a check to make, received all of them');
    if (args.checks) return listChecks(checks, report, io);
    const files = args.file ?? [];
    if (files.length === 0) throw new UsageError('validate: expected a file, or - for standard input, received nothing');
    if (files.filter((file) => file === '-').length > 1)
      throw new UsageError('validate: expected - once, received it twice (standard input can be read once)');
    return checkFiles(files, { ...options, checks, report, maxIssues: args.maxIssues }, io);
  },
};

function chosenReport({ report, json }: ValidateArgs): ReportId {
  const chosen = report === undefined ? undefined : oneOf('--report', REPORT_IDS, report);
  if (json && chosen !== undefined && chosen !== 'json')
    throw new UsageError(`--json: expected without --report ${chosen}: it means --report json`);
  return json ? 'json' : (chosen ?? 'text');
}

interface Wanted extends ValidateOptions {
  readonly profile: Profile;
  readonly checks: readonly string[];
  readonly report: ReportId;
  readonly maxIssues: number;
}

async function checkFiles(files: readonly string[], wanted: Wanted, io: Io): Promise<ExitCode> {
  const { checks, report: id, maxIssues, ...options } = wanted;
  const output = new TextOutput(io.stdout, io.signal);
  const status = statusLine(io);
  const total = totalBytes(files, io);
  let failure: { readonly error: unknown } | undefined;
  const sources = dataFiles(files, io, async (bytes) => {
    // What was found is shown before we wait for more.
    if (!output.isEmpty) {
      status.clear(); // stdout may be the same terminal
      await output.flush().catch((error: unknown) => {
        failure = { error }; // of the output, while the validator would take it for one of the file
        throw error;
      });
    }
    status.show(() => progress(bytes, total, validation.summary));
  });
  const validation = validateSources(sources, options);
  const report = reports[id]({
    profile: options.profile,
    maxIssues,
    version: packageVersion(),
    checks,
    files: sources.map(({ name }) => name),
  });
  await output.add(report.begin());
  try {
    for await (const issue of validation) {
      io.signal.throwIfAborted();
      await output.add(report.issue(issue));
    }
  } finally {
    status.clear();
  }
  // A file that was being read when the run was stopped is not at fault.
  io.signal.throwIfAborted();
  if (failure) throw failure.error;
  const { summary } = validation;
  await output.add(report.end(summary));
  await output.flush();
  io.stderr.write(remarks(summary, id));
  if (summary.unreadable.length > 0) return ExitCode.io;
  return summary.errors > 0 ? ExitCode.findings : ExitCode.done;
}

const megabytes = (bytes: number) => Math.round(bytes / 1e6);

function progress(bytes: number, total: number | undefined, { records, errors, warnings, notes }: SourcesSummary): string {
  const read = total
    ? `${Math.floor((bytes / total) * 100)} %, ${megabytes(bytes)} of ${megabytes(total)} MB`
    : `${megabytes(bytes)} MB`;
  return `${read}, ${records} records, ${errors + warnings + notes} issues`;
}

/** The counts, unless stdout has them for people to read, and what could not be read. */
function remarks(summary: SourcesSummary, report: ReportId): string {
  const counts = report === 'summary' ? '' : `${countsTable(summary)}${totals(summary)}`;
  return `${counts}${summary.unreadable.map(({ name, cause }) => `cannot read ${name}: ${visibleText(cause)}\n`).join('')}`;
}

async function listChecks(ids: readonly string[], report: ReportId, io: Io): Promise<ExitCode> {
  if (report !== 'text' && report !== 'json')
    throw new UsageError(`--checks: expected --report text or json, received "${report}"`);
  const output = new TextOutput(io.stdout, io.signal);
  for (const id of ids) {
    const { strict, lenient, demand, basis } = checksById[id as keyof typeof checksById];
    const source = sourceOf(id);
    const line =
      report === 'json'
        ? JSON.stringify({ type: 'check', id, strict, lenient, demand, basis, source })
        : `${id} (strict ${strict}, lenient ${lenient}): ${demand} [${source}]`;
    await output.add(`${line}\n`);
  }
  await output.flush();
  return ExitCode.done;
}
