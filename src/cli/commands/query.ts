import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { addAbortSignal, type Readable } from 'node:stream';
import { type Lines, parseQuery, type Query, QueryError, Search } from '../../query/index.js';
import { visibleText } from '../../scenarios/visibleText.js';
import { streamSink } from '../../sinks/index.js';
import { UnpackError, unpacked } from '../../validate/input/unpacked.js';
import type { Command } from '../command.js';
import { ExitCode } from '../exitCode.js';
import { hyphenIsFile } from '../hyphenIsFile.js';
import type { Io } from '../io.js';
import { isSystemError, systemMessage } from '../systemError.js';
import { UsageError } from '../usageError.js';

interface QueryArgs {
  readonly query: string;
  readonly file?: readonly string[] | undefined;
  readonly count: boolean;
}

/** A file searched, to its end or as far as it could be read. */
interface Searched {
  readonly name: string;
  readonly search: Search;
  readonly unreadable?: string;
}

const STDIN = '-';
const CHUNK = 262_144; // bytes per read

/** `wiretale query`: records in, those that match out. */
export const query: Command<QueryArgs> = {
  usage: 'query <query> [file..]',
  summary: 'Print the records that match: terms FIELD=VALUE, all of which must hold.',
  examples: [
    ["wiretale query 'event_simpleName=NetworkConnectIP6 RemotePort=443' falcon-fdr.ndjson", 'one port'],
    ['wiretale query \'RemoteAddressIP6="2001:db8::1" Protocol!=17\' part-*.gz', 'an address, however it is written'],
    ['wiretale query winlog.event_data.DestinationPort=445 --count events.ndjson', 'how many, nested documents'],
    ["zcat part-00000.gz | wiretale query 'Protocol=17' - | jq .aid", 'standard input'],
  ],
  options: (yargs) =>
    yargs
      .parserConfiguration(hyphenIsFile)
      .positional('query', { type: 'string', demandOption: true, describe: 'terms in one pair of shell quotes; // is a comment' })
      .positional('file', { type: 'string', array: true, describe: 'NDJSON files, plain or gzip; - is standard input' })
      .option('count', {
        type: 'boolean',
        default: false,
        describe: 'print only how many records match, a line per file',
      }) as never,
  run: async (args, io) => {
    const parsed = parse(args.query);
    const files = args.file ?? [];
    if (files.length === 0) throw new UsageError('query: expected a file, or - for standard input, received nothing');
    if (files.filter((file) => file === STDIN).length > 1)
      throw new UsageError('query: expected - once, received it twice (standard input can be read once)');
    const results: Searched[] = [];
    for (const file of files) results.push(await searchFile(parsed, file, args.count, io));
    io.stderr.write(remarks(results));
    return results.some(({ unreadable }) => unreadable !== undefined) ? ExitCode.io : ExitCode.done;
  },
};

function parse(text: string): Query {
  try {
    return parseQuery(text);
  } catch (error) {
    throw error instanceof QueryError ? new UsageError(visibleText(error.message)) : error;
  }
}

/** The input failed; an error of the output stays what it is. */
class ReadError extends Error {}

async function searchFile(parsed: Query, file: string, count: boolean, io: Io): Promise<Searched> {
  const search = new Search(parsed);
  const name = visibleText(file === STDIN ? 'stdin' : file);
  const sink = streamSink(io.stdout);
  const write = async (bytes: Uint8Array) => {
    if (!count && bytes.length > 0) await sink.write({ bytes, ends: [] });
  };
  let unreadable: string | undefined;
  try {
    for await (const chunk of bytesOf(file, io)) {
      io.signal.throwIfAborted();
      await write(search.push(chunk));
      if (search.foreign !== undefined) break;
    }
    await write(search.end());
    if (search.foreign !== undefined)
      unreadable = `cannot search ${name}: it is ${search.foreign}; query reads NDJSON as UTF-8, one JSON object per line`;
  } catch (error) {
    if (io.signal.aborted || !(error instanceof ReadError)) throw error;
    unreadable = readFailure(error.cause, file, name);
  }
  if (count) await sink.write({ bytes: Buffer.from(`${search.matched}\n`), ends: [] });
  return { name, search, ...(unreadable !== undefined && { unreadable }) };
}

async function* bytesOf(file: string, io: Io): AsyncGenerator<Uint8Array> {
  const { signal } = io;
  try {
    const bytes =
      file === STDIN
        ? addAbortSignal(signal, io.stdin as Readable)
        : createReadStream(resolve(io.cwd, file), { signal, highWaterMark: CHUNK });
    yield* unpacked(bytes);
  } catch (error) {
    throw new ReadError('', { cause: error });
  }
}

function readFailure(error: unknown, file: string, name: string): string {
  if (error instanceof UnpackError)
    return `cannot read ${name} to its end: ${visibleText(error.message)} (the gzip data is damaged or cut off)`;
  if (!isSystemError(error)) return `cannot read ${name}: ${visibleText(String(error))}`;
  error.path = file === STDIN ? 'stdin' : file;
  const message = systemMessage(error);
  const stray = error.code === 'ENOENT' && /^[\w.#@-]+!?=/u.test(file);
  return stray ? `${message}; for a term of the query: put the whole query in one pair of quotes` : message;
}

function remarks(results: readonly Searched[]): string {
  const sum = (value: (search: Search) => number) => results.reduce((total, { search }) => total + value(search), 0);
  const records = sum((search) => search.records);
  const several = results.length > 1;
  const said = [
    ...(several ? results.map(({ name, search }) => `${name}: ${found(search.matched, search.records)}`) : []),
    found(
      sum((search) => search.matched),
      records,
    ),
    ...(records > 0 ? absentFields(results).map((field) => `no record has a field ${visibleText(field)}`) : []),
    ...passedOver(results, (search) => search.notObjects, 'that are no JSON object (query reads one JSON object per line)'),
    ...passedOver(results, (search) => search.tooLong, 'longer than 1 MiB'),
    ...results.flatMap(({ unreadable }) => unreadable ?? []),
  ];
  return said.map((line) => `${line}\n`).join('');
}

const number = (value: number) => value.toLocaleString('en-US');
const found = (matched: number, records: number) => `${number(matched)} of ${number(records)} records match`;

/** A slip of the pen in a field's name would else look like an honest nothing. */
function absentFields(results: readonly Searched[]): readonly string[] {
  const [first, ...others] = results.filter(({ search }) => search.records > 0);
  return first!.search.absent.filter((field) => others.every(({ search }) => search.absent.includes(field)));
}

function passedOver(results: readonly Searched[], linesOf: (search: Search) => Lines, what: string): string[] {
  const concerned = results.filter(({ search }) => linesOf(search).count > 0);
  const [first] = concerned;
  if (!first) return [];
  const count = concerned.reduce((total, { search }) => total + linesOf(search).count, 0);
  return [
    `passed over ${number(count)} ${count === 1 ? 'line' : 'lines'} ${what}, first ${first.name}:${linesOf(first.search).first}`,
  ];
}
