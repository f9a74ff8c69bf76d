import { anchorOf, type Check, checks, checksById, type Level, PORT_NAMES, sourceOf } from '../../src/validate/index.js';
import { DATA_NEEDED, DICTIONARY, JSON_TYPES, PARAMETERS, PROTOCOLS } from './published.js';
import { REAL_CONNECTS, REAL_EVENT_3, type RealData, WHY } from './realData.js';

type Group = keyof typeof checks;

const NOTICE =
  '<!-- Written by test/validate/checksPage.test.ts from the tables in src/validate; UPDATE_DOCS=1 npx vitest run test/validate/checksPage -->\n';

const TITLES: Readonly<Record<Group, string>> = {
  input: 'Checks: reading files',
  sysmon3: 'Checks: Sysmon Event 3',
  'falcon-ip6': 'Checks: Falcon NetworkConnectIP6',
};

const ABOUT: Readonly<Record<Group, string>> = {
  input: 'what is demanded of a file before any record in it can be checked',
  sysmon3: 'the network connection of Sysmon, for Windows and for Linux, in every form of XML and JSON',
  'falcon-ip6': 'the IPv6 connect of CrowdStrike Falcon, in the feed and in what products make of it',
};

/** Groups of checks by path of their page. */
const PAGE_OF: Readonly<Record<Group, string>> = {
  input: pathOf('input/empty'),
  sysmon3: pathOf('sysmon3/port'),
  'falcon-ip6': pathOf('falcon-ip6/port'),
};

function pathOf(check: string): string {
  return sourceOf(check).split('#')[0]!;
}

/** All pages about checks by path, from the tables of checks. */
export function checksPages(): Readonly<Record<string, string>> {
  return {
    'docs/checks.md': index(),
    [PAGE_OF.input]: page('input', INPUT_INTRODUCTION),
    [PAGE_OF.sysmon3]: page('sysmon3', SYSMON_INTRODUCTION, publishedEvent3(), realData(REAL_EVENT_3), SYSMON_AFTER, portNames()),
    [PAGE_OF['falcon-ip6']]: page('falcon-ip6', FALCON_INTRODUCTION, publishedConnect(), realData(REAL_CONNECTS), FALCON_AFTER),
  };
}

function index(): string {
  const groups = (Object.keys(checks) as Group[]).map((group) => {
    const link = PAGE_OF[group].replace('docs/', '');
    const count = (level: Level) => Object.values<Check>(checks[group]).filter(({ strict }) => strict === level).length;
    return [`[\`${group}/…\`](${link})`, ABOUT[group], count('error'), count('warning'), count('note')];
  });
  return [
    '# Checks\n',
    NOTICE,
    INDEX_INTRODUCTION,
    table(['checks', 'what about', 'errors', 'warnings', 'notes'], groups),
    INDEX_REST,
  ].join('\n');
}

function page(group: Group, introduction: string, ...sections: readonly string[]): string {
  const entries = Object.entries<Check>(checks[group]).map(([id, check]) => entry(id, check));
  return [`# ${TITLES[group]}\n`, NOTICE, introduction, ...sections, '## The checks\n', ...entries].join('\n');
}

function entry(id: string, { strict, lenient, demand, basis }: Check): string {
  const levels = strict === lenient ? strict : `${strict}; ${lenient} in lenient`;
  return `<a id="${anchorOf(id)}"></a>\n**\`${id}\`** (${levels}). ${demand}\n*${basis}*\n`;
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''].join('\n');
}

/** Links to checks; those of the page itself are not named with their group. */
function linked(ids: readonly string[], group: Group): string {
  return ids.map((id) => `[${id.replace(`${group}/`, '')}](${hrefOf(id, group)})`).join(', ');
}

function hrefOf(id: string, group: Group): string {
  const path = id.startsWith(`${group}/`) ? '' : pathOf(id).replace('docs/checks/', '');
  return `${path}#${anchorOf(id)}`;
}

function publishedEvent3(): string {
  const dictionary = DICTIONARY.map(({ name, field, type, valueChecks, remark }) => [
    `\`${name}\``,
    field,
    type,
    JSON_TYPES[type],
    linked(valueChecks, 'sysmon3'),
    remark ?? '',
  ]);
  const ofEventData = DATA_NEEDED.filter(({ checks: ids }) => ids.join() === 'sysmon3/field-missing').map(({ item }) => item);
  const needed = DATA_NEEDED.filter(({ item }) => !ofEventData.includes(item) || item === ofEventData[0]).map(
    ({ item, says, checks: ids, remark }) => [
      item === ofEventData[0] ? ofEventData.join(', ') : item,
      item === ofEventData[0] ? 'fields' : says,
      linked(ids, 'sysmon3'),
      remark ?? '',
    ],
  );
  return [
    PUBLISHED_EVENT_3,
    DICTIONARY_INTRODUCTION,
    table(['standard name', 'stands for', 'type', 'in JSON', 'its value', 'remark'], dictionary),
    DICTIONARY_AFTER,
    DATA_NEEDED_INTRODUCTION,
    table(['item', 'what the page says', 'checks', 'remark'], needed),
  ].join('\n');
}

function publishedConnect(): string {
  const parameters = PARAMETERS.map(({ name, type, whatIfAbsent, valueChecks, remark }) => [
    `\`${name}\``,
    type,
    linked([whatIfAbsent], 'falcon-ip6'),
    linked([...valueChecks, 'falcon-ip6/number-values'], 'falcon-ip6'),
    remark ?? '',
  ]);
  const protocols = PROTOCOLS.map(({ number, name, documented, usual, portless }) => [
    number,
    name,
    documented ? 'this page' : 'other pages about Falcon',
    usual ? '' : linked(['falcon-ip6/protocol-unusual'], 'falcon-ip6'),
    portless ? linked(['falcon-ip6/portless'], 'falcon-ip6') : '',
  ]);
  return [
    PUBLISHED_CONNECT,
    table(['parameter', 'JSON', 'absent', 'its value', 'remark'], parameters),
    PROTOCOLS_INTRODUCTION,
    table(['number', 'name', 'named by', 'warns', 'with ports warns'], protocols),
    QUERIES,
  ].join('\n');
}

function realData(sets: readonly RealData[]): string {
  const rows = sets.flatMap(({ what, records, issues, errors }) =>
    Object.entries(issues).map(([id, count], i) => [
      i === 0 ? what : '',
      i === 0 ? records : '',
      linked([id], id.split('/')[0] as Group),
      errors.includes(id)
        ? `warning, in strict ${checksById[id as keyof typeof checksById].strict}`
        : checksById[id as keyof typeof checksById].lenient,
      count,
    ]),
  );
  const ids = [...new Set(sets.flatMap(({ issues }) => Object.keys(issues)))];
  const reasons = ids.map((id) => `- ${linked([id], id.split('/')[0] as Group)}: ${WHY[id]}`);
  return [
    '## What real data shows\n',
    'Published records of real sensors, each checked by itself. Nothing else is found in them.\n',
    table(['records', 'how many', 'draw', 'level', 'times'], rows),
    ...reasons,
    '',
  ].join('\n');
}

function portNames(): string {
  const rows = Object.entries(PORT_NAMES).flatMap(([protocol, names]) =>
    Object.entries(names).map(([port, name]) => [protocol, port, `\`${name}\``]),
  );
  return [
    '## Port names\n',
    'Names that Windows gives where it looks them up. Other ports have none, or one that is not established.\n',
    table(['protocol', 'port', 'name'], rows),
  ].join('\n');
}

const INDEX_INTRODUCTION = `What \`wiretale validate\` demands of data. An issue names its check and the place on one of these pages where it is explained:

\`\`\`text
FILE:LINE: PATH: expected ..., received "..." [CODE; check; source]
\`\`\`

Each check has an id that stays, a level in each profile, a sentence that says what sound data does, and what that rests on.
\`wiretale validate --checks\` lists the same. Levels here are those of the strict profile.
`;

const INDEX_REST = `## Levels and profiles

An **error** means that a sensor does not write this, a **warning** that it seldom or never does, a **note** that there is something to know.

**strict** (default) holds data to what the sensor writes, byte for byte; our own output passes it without an error. **lenient** is for
published data: what masking or conversion explains is a warning there. A check is nowhere stricter in lenient.

"7,250 of 7,250" and the like count real events. Where a published description is wrong, the check follows real data, and its page says so.

## Captures

Checks whose id contains \`stream-\`, and \`cross-\` and \`self-time\`, compare records with each other: those of one host, those of one process,
the two records of one connection. They look within one **capture** and never beyond it: a file by itself (\`--capture file\`, default), the
files of a folder (\`folder\`), or all files (\`all\`), in the order given. \`--no-stream\` turns them off for files that pool several captures.

- Whose record it is says \`Computer\`, for Falcon \`aid\`. A process is known by its \`ProcessGuid\` or \`ContextProcessId\` on that host.
- After a contradiction the newer word counts, so one fault is said once.
- Starts and ends of processes (Sysmon Events 1 and 5; ProcessRollup2, EndOfProcess, TerminateProcess) are not checked themselves. What they
  say of a process is kept and compared with its connections. That they are absent is legal and at most worth a remark per host.
- What shows only at the end (a clock that cannot be, process starts that are missing) is said once, without a line.

## What is remembered

Files of any size are read in bounded memory, whoever wrote them:

| what | how much | then |
| --- | --- | --- |
| a record | 1 MiB (\`maxRecordLength\` of the library) | [too-long](checks/input.md#input-too-long); reading goes on behind it |
| issues of one record | 100 | [issues-cut](checks/input.md#input-issues-cut) |
| hosts, and processes, of a capture | 25,000 each (\`maxRemembered\`) | the oldest are forgotten, [forgotten](checks/input.md#input-forgotten) says so |
| ids of Falcon records, for repeats | the newest 100,000 at least, twice as many at most | the oldest are forgotten: a repeat comes soon or never |
| sides of connections that wait for the other | 16,384 | the oldest are forgotten: a partner comes within seconds or never |
| pairs of hosts whose clocks are compared | 4,096 | the oldest are forgotten |
| layouts that the fast reader knows | 256 a file | others are read completely, with the same findings |
| values judged before, by kind and notation | 4,096 | all are forgotten, and judged again |
| layouts of XML that the complete reader finds again | 16 | the one met longest ago is forgotten, and found out again |
| values of JSON inside each other | 64 | [json-syntax](checks/input.md#input-json-syntax) |
| elements of XML inside each other | 32 | [xml-syntax](checks/input.md#input-xml-syntax) |

Which forms are read, and how each is recognised, is in [Checking data](validating.md#what-is-read).
`;

const INPUT_INTRODUCTION = `These come before any event: whether bytes are text, text is XML or JSON, and a record is one that is checked.
A fault costs as little as it can: one character is mended, one record passed over, and reading goes on behind it.
Which forms there are is in [Checking data](../validating.md#what-is-read).
`;

const SYSMON_INTRODUCTION = `What is demanded of a Sysmon Event 3, network connection, of Windows and of Linux, whatever form it has. [Levels and profiles](../checks.md#levels-and-profiles),
[captures](../checks.md#captures) and [forms](../validating.md#what-is-read) are explained elsewhere; where the facts come from is in
[the fields](../fields/sysmon-winevt.md). Figures without more count real events of Windows: 7,250 of 34 hosts, 170 of them as XML.

Contents: [what the published descriptions say](#what-the-published-descriptions-say), [what real data shows](#what-real-data-shows),
[what is not demanded](#what-is-not-demanded), [port names](#port-names), [the checks](#the-checks).
`;

const PUBLISHED_EVENT_3 = `## What the published descriptions say

Two public pages describe the event, and people build on them. What they get right is checked; where they are wrong, the check follows what
Sysmon writes. A test takes away and spoils each item, and expects the check that is named here.
`;

const DICTIONARY_INTRODUCTION = `### The data dictionary

The OSSEM data dictionary gives each field a standard name and a type. Records under those names are the form \`sysmon-ossem\`
([page](../fields/sysmon-ossem.md)): a name that is absent fails [field-missing](#sysmon3-field-missing), a value of another JSON type
[value-type](#sysmon3-value-type). Under Sysmon's own names the same fields are held by the checks of each form.
`;

const DICTIONARY_AFTER = `Besides, the dictionary

- gives the event version 0; it is 5 in all real events ([version](#sysmon3-version));
- says that the event is off by default, which is right: it takes a switch or a rule;
- speaks of addresses and ports as of types; to Sysmon's manifest addresses and \`UtcTime\` are texts, ports numbers of 16 bits, process ids of 32.
`;

const DATA_NEEDED_INTRODUCTION = `### The data-needed page

A page of a catalogue of detections lists log, provider and fields, and shows one event.
`;

const SYSMON_AFTER = `## What is not demanded

Other events of Sysmon are [noted](input.md#input-not-checked) and not checked. A connection without the start of its process, or after its
end in the file, is usual in real logs: that is at most a warning, and only where a capture has such events at all.
Of host names and rule names any text is right. Whether a flow that one host recorded should stand in the log of the other is not asked.
`;

const FALCON_INTRODUCTION = `What is demanded of a Falcon NetworkConnectIP6, whatever form it has. [Levels and profiles](../checks.md#levels-and-profiles),
[captures](../checks.md#captures) and [forms](../validating.md#what-is-read) are explained elsewhere; where the facts come from is in
[the fields](../fields/falcon-fdr.md).

Contents: [what the published description says](#what-the-published-description-says), [what real data shows](#what-real-data-shows),
[what is not demanded](#what-is-not-demanded), [the checks](#the-checks).
`;

const PUBLISHED_CONNECT = `## What the published description says

The vendor's page about the event describes a table of five parameters, an enumeration and a sample of JSON. Records like the sample are the
form \`falcon-table\` ([page](../fields/falcon-table.md)): exactly these keys, ports and protocol as JSON numbers. FDR, LogScale and Elastic
have the same fields among others, as texts ([text-values](#falcon-ip6-text-values)). The sample passes without an issue. A test takes away
and spoils each item, and expects the check that is named here.
`;

const PROTOCOLS_INTRODUCTION = `### Protocols

The enumeration has seven numbers, other pages know two more. Another number up to 255 is a [warning](#falcon-ip6-protocol-unusual), a larger one an
[error](#falcon-ip6-protocol). 1 warns although it is documented: over IPv6 ICMP is 58. Real events have 6 and 17 only.
`;

const QUERIES = `### Platforms and queries

- The page says that each parameter is there on all platforms, which holds but for the peer of a mapped address ([mapped](#falcon-ip6-mapped)).
- Its queries ask for \`event_simpleName\` and \`ConnectionDirection\`, which its table does not list. Both are on every event of FDR
  ([required](#falcon-ip6-required)), the direction 0 on every real one ([direction-unusual](#falcon-ip6-direction-unusual)).
- It calls the event an attempt: neither success nor bytes are on it, and no check asks for them.
`;

const FALCON_AFTER = `## What is not demanded

Other events of Falcon, the IPv4 connect too, are [noted](input.md#input-not-checked) and not checked. The order of keys is not asked, nor that
records come in the order of their times: \`ContextTimeStamp\` is the sensor's clock, \`timestamp\` the cloud's. A key that is new is only
[noted](#falcon-ip6-unknown-key), since the sensor gets fields with every release.
`;
