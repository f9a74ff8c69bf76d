import { resolve } from 'node:path';
import { mergeParts } from '../../engine/index.js';
import type { Command } from '../command.js';
import { ExitCode } from '../exitCode.js';
import { shownFolder } from '../shownFolder.js';
import { statusLine } from '../statusLine.js';

interface MergeArgs {
  readonly part: readonly string[];
  readonly out: string;
  readonly json: boolean;
}

/** `wiretale merge`: parts of a run in, the whole out. */
export const merge: Command<MergeArgs> = {
  usage: 'merge <part..>',
  summary: 'Join the parts of a run that --shard wrote, into the run that was never cut',
  examples: [
    ['wiretale merge wiretale-out/psexec-lateral-movement --out whole', 'all folders part-K-of-N in a folder'],
    ['wiretale merge /mnt/a/part-1-of-2 /mnt/b/part-2-of-2 --out whole', 'parts from several places'],
  ],
  options: (yargs) =>
    yargs
      .positional('part', {
        type: 'string',
        array: true,
        demandOption: true,
        describe: 'Folders of parts, or a folder that holds them',
      })
      .option('out', { type: 'string', requiresArg: true, demandOption: true, describe: 'Folder to write to' })
      .option('json', { type: 'boolean', default: false, describe: 'Print the manifest on stdout' }) as never,
  async run({ part, out, json }, io) {
    const line = statusLine(io);
    const folder = resolve(io.cwd, out);
    const manifest = await mergeParts(
      part.map((path) => resolve(io.cwd, path)),
      {
        out: folder,
        signal: io.signal,
        progress: (bytes, of) =>
          line.show(() => {
            const percent = Math.floor((bytes / Math.max(1, of)) * 100);
            return `${percent} %, ${Math.round(bytes / 1e6)} MB`;
          }),
      },
    ).finally(line.clear);
    io.stderr.write(`${manifest.records} records in ${shownFolder(io.cwd, folder)}\n`);
    if (json) io.stdout.write(`${JSON.stringify(manifest, null, 2)}\n`);
    return ExitCode.done;
  },
};
