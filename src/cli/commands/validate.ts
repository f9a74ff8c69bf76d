import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import {
  checksById,
  formatIssue,
  type Issue,
  type Profile,
  profiles,
  type Source,
  type SourcesSummary,
  validateSources,
} from '../../validate/index.js';
import type { Command } from '../command.js';
import { ExitCode } from '../exitCode.js';
import { hyphenIsFile } from '../hyphenIsFile.js';
import type { Io } from '../io.js';
import { UsageError } from '../usageError.js';
import { wholeNumber } from '../wholeNumber.js';

interface ValidateArgs {
  readonly file?: readonly string[] | undefined;
  readonly profile: Profile;
  readonly stream: boolean;
  readonly maxIssues: number;
  readonly json: boolean;
  readonly checks: boolean;
}

const STDIN = '-';

/** `wiretale validate`: data in, issues out. */
export const validate: Command<ValidateArgs> = {
  usage: 'validate [file..]',
  summary: 'Check Sysmon Event 3 XML and Falcon NetworkConnectIP6 JSON from anywhere.',
  examples: [
    ['wiretale validate out/sysmon-winevt.xml', 'check a file as the sensor wrote it'],
    ['wiretale validate --profile lenient published.ndjson', 'check published data, masked or converted'],
    ['zcat part-00000.gz | wiretale validate -', 'check standard input'],
    ['wiretale validate --checks', 'list all checks'],
  ],
  options: (yargs) =>
    yargs
      .parserConfiguration(hyphenIsFile)
      .positional('file', { type: 'string', array: true, describe: 'files to check, plain or gzip; - is standard input' })
      .option('profile', {
        choices: profiles,
        requiresArg: true,
        default: 'strict' as Profile,
        describe: 'strict: as the sensor wrote it; lenient: masked or converted',
      })
      .option('stream', {
        type: 'boolean',
        default: true,
        describe: 'compare the records of a host; --no-stream for pooled captures',
      })
      .option('max-issues', {
        ...wholeNumber('max-issues', 0, 1_000_000_000),
        default: 10,
        describe: 'issues shown per check, without --json',
      })
      .option('json', { type: 'boolean', default: false, describe: 'issues as JSON lines, then a line with the summary' })
      .option('checks', { type: 'boolean', default: false, describe: 'list all checks and stop' }) as never,
  run: async (args, io) => {
    if (args.checks) return listChecks(args.json, io);
    const files = args.file ?? [];
    if (files.length === 0) throw new UsageError('validate: expected a file, or - for standard input, received nothing');
    return checkFiles(files, args, io);
  },
};

async function checkFiles(files: readonly string[], args: ValidateArgs, io: Io): Promise<ExitCode> {
  const { profile, stream, maxIssues } = args;
  const validation = validateSources(
    files.map((file) => sourceOf(file, io)),
    { profile, stream },
  );
  const shown = new Map<string, number>();
  for await (const issue of validation) {
    if (io.signal.aborted) return ExitCode.interrupted;
    const count = (shown.get(issue.check) ?? 0) + 1;
    shown.set(issue.check, count);
    if (args.json) await write(io, jsonLine({ type: 'issue', ...issue }));
    else if (count <= maxIssues) await write(io, lineOf(issue));
  }
  const { summary } = validation;
  if (args.json) await write(io, jsonLine({ type: 'summary', ...summary }));
  else {
    for (const [check, count] of shown) if (count > maxIssues) await write(io, `${check}: and ${count - maxIssues} more\n`);
  }
  io.stderr.write(summaryText(summary));
  for (const { name, cause } of summary.unreadable) io.stderr.write(`cannot read ${name}: ${cause}\n`);
  if (summary.unreadable.length > 0) return ExitCode.io;
  return summary.errors > 0 ? ExitCode.findings : ExitCode.done;
}

function sourceOf(file: string, io: Io): Source {
  if (file === STDIN) return { name: 'stdin', open: () => io.stdin as AsyncIterable<Uint8Array> };
  return { name: file, open: () => createReadStream(resolve(io.cwd, file)) };
}

const jsonLine = (value: object) => `${JSON.stringify(value)}\n`;
const lineOf = (issue: Issue) => `${issue.level}: ${formatIssue(issue)}\n`;

function summaryText({ byCheck, byForm, records, errors, warnings, notes }: SourcesSummary): string {
  const counts = Object.entries(byCheck).map(
    ([check, { level, count }]) => `  ${String(count).padStart(8)}  ${level.padEnd(7)}  ${check}\n`,
  );
  const forms = Object.entries(byForm).map(([form, count]) => `${form} ${count}`);
  const total = `${records} records checked${forms.length > 0 ? ` (${forms.join(', ')})` : ''}`;
  return `${counts.join('')}${total}: ${errors} errors, ${warnings} warnings, ${notes} notes\n`;
}

async function listChecks(json: boolean, io: Io): Promise<ExitCode> {
  for (const [id, check] of Object.entries(checksById)) {
    const { strict, lenient, demand, basis } = check;
    if (json) await write(io, jsonLine({ type: 'check', id, strict, lenient, demand, basis }));
    else await write(io, `${id} (strict ${strict}, lenient ${lenient}): ${demand}\n`);
  }
  return ExitCode.done;
}

/** Waits where the reader of our output is slower than we are. */
async function write(io: Io, text: string): Promise<void> {
  if (io.stdout.write(text)) return;
  await new Promise<void>((done) => {
    const end = () => {
      io.stdout.off('drain', end).off('close', end).off('error', end);
      done();
    };
    io.stdout.on('drain', end).on('close', end).on('error', end);
  });
}
