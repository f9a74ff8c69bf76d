import { columns } from './columns.js';
import { commands } from './commands.js';
import { ExitCode } from './exitCode.js';

const EXAMPLES: readonly (readonly [string, string])[] = [
  ['wiretale run psexec-lateral-movement', 'write the telemetry of a story'],
  ['wiretale preview ./my-story.yaml', 'see what a story of your own would write'],
  ['wiretale run psexec-lateral-movement --format all', 'the same in every form'],
  ['wiretale query RemotePort=443 events.ndjson', 'find records by value'],
  ['wiretale validate events.xml', 'check data from anywhere'],
];

const EXIT_CODES: readonly (readonly [number, string])[] = [
  [ExitCode.done, 'done'],
  [ExitCode.findings, 'issues found'],
  [ExitCode.usage, 'wrong usage or an invalid story'],
  [ExitCode.internal, 'internal error: a fault of wiretale'],
  [ExitCode.io, 'input or output failed'],
  [ExitCode.tryAgain, 'try again: something was unavailable'],
  [ExitCode.interrupted, 'interrupted'],
];

/** What `wiretale --help` says: examples first. */
export function overview(): string {
  const entries = Object.entries(commands).map(([name, { summary }]) => [name, summary] as const);
  return [
    `Examples:\n${columns(EXAMPLES)}`,
    `Commands (wiretale COMMAND --help says more):\n${columns(entries)}`,
    'A STORY is a path if it has a slash or ends in .yaml or .yml, else the id of a library story.\n',
    `Exit codes:\n${columns(EXIT_CODES)}`,
  ].join('\n');
}
