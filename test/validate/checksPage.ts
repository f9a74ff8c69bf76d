import { anchorOf, type Check, checks, PORT_NAMES } from '../../src/validate/index.js';

const HEADINGS: Readonly<Record<keyof typeof checks, string>> = {
  input: 'Reading files',
  sysmon3: 'Sysmon Event 3',
  'falcon-ip6': 'Falcon NetworkConnectIP6',
};

const INTRODUCTION = `# Checks

<!-- Written by test/validate/checksPage.test.ts from the tables in src/validate; UPDATE_DOCS=1 npx vitest run test/validate/checksPage -->

What \`wiretale validate\` demands of data, one entry per check. An issue names its check and points here:

\`\`\`text
FILE:LINE: PATH: expected ..., received "..." [CODE; check; source]
\`\`\`

There are two profiles. **strict** (default) holds data to what the sensor writes, byte for byte; our own output passes it
without an error. **lenient** is for published data: what masking or conversion explains is a warning there. An **error** means that
a sensor does not write this, a **warning** that it seldom or never does, a **note** that there is something to know.

Checks whose id contains \`stream-\` compare the records of one host within one file; \`--no-stream\` turns them off for files that
pool several captures. "7,250 of 7,250" and the like count real events.

Another event than Sysmon Event 3 of Windows and Falcon NetworkConnectIP6 is noted and not checked. So nothing is said about the
absence of the process-start event of a Sysmon record, nor about its order against the process-end event: both are usual in real logs.
`;

const PORTS_INTRODUCTION = `## Port names

Names that Windows gives where it looks them up. Other ports have none, or one that is not established.
`;

/** The page `docs/checks.md`, from the tables of checks. */
export function checksPage(): string {
  const sections = Object.entries(checks).map(([group, table]) => section(HEADINGS[group as keyof typeof checks], table));
  return [INTRODUCTION, ...sections, portNames()].join('\n');
}

function section(heading: string, table: Readonly<Record<string, Check>>): string {
  return [`## ${heading}\n`, ...Object.entries(table).map(([id, check]) => entry(id, check))].join('\n');
}

function entry(id: string, { strict, lenient, demand, basis }: Check): string {
  const levels = strict === lenient ? strict : `${strict}; ${lenient} in lenient`;
  return `<a id="${anchorOf(id)}"></a>\n**\`${id}\`** (${levels}). ${demand}\n*${basis}*\n`;
}

function portNames(): string {
  const rows = Object.entries(PORT_NAMES).flatMap(([protocol, names]) =>
    Object.entries(names).map(([port, name]) => `| ${protocol} | ${port} | \`${name}\` |`),
  );
  return [PORTS_INTRODUCTION, '| protocol | port | name |', '| --- | --- | --- |', ...rows, ''].join('\n');
}
