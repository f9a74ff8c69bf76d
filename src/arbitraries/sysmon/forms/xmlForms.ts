import { element, escapeXml, type XmlElement, type XmlLayout } from '../../text/xml.js';
import type { SysmonDraft } from '../draft.js';
import { messageOf, TASKS } from '../message.js';
import { cutTime } from '../times.js';
import { eventTree, inCase } from './eventTree.js';
import type { XmlForm } from './form.js';

const oneLine: XmlLayout = { quote: "'", indent: null, slash: '', nothing: 'tag', emptyText: 'pair', escape: escapeXml };
const viewed: XmlLayout = { ...oneLine, quote: '"', indent: '  ', slash: ' ', emptyText: 'tag' };

/** What the Windows API gives. */
export const winevt: XmlForm = {
  kind: 'xml',
  id: 'winevt',
  platforms: ['windows'],
  fires: [],
  layout: oneLine,
  tree: eventTree,
};

/** The XML view of Event Viewer. */
export const viewer: XmlForm = { ...winevt, id: 'viewer', layout: viewed };

/** A copy of that out of a browser's tree, which is not well formed. */
export const treeCopy: XmlForm = { ...viewer, id: 'tree-copy', fires: ['input/tree-copy'], layout: { ...viewed, tree: true } };

/** Text that the library libevtx makes of the binary log. */
export const libevtx: XmlForm = {
  ...winevt,
  id: 'libevtx',
  guidCase: 'upper',
  layout: { ...oneLine, quote: '"', emptyText: 'tag' },
  tree: (draft) => eventTree(inCase(draft, 'upper')),
};

/** Text that python-evtx makes of it: attributes that nobody else writes, Booleans in capitals. */
export const pythonEvtx: XmlForm = {
  ...winevt,
  id: 'python-evtx',
  guidCase: 'lower',
  fires: ['sysmon3/attributes', 'sysmon3/system-time', 'sysmon3/boolean'],
  layout: { ...oneLine, quote: '"', indent: '', nothing: 'pair' },
  tree: (draft) => pythonTree(inCase(draft, 'lower')),
};

function pythonTree(draft: SysmonDraft): XmlElement {
  const renamed = (node: XmlElement): XmlElement => {
    const [name] = node.attributes.map(([, value]) => value);
    if (node.name === 'EventID') return element('EventID', node.content, ['Qualifiers', '']);
    if (node.name === 'Correlation') return element('Correlation', null, ['ActivityID', ''], ['RelatedActivityID', '']);
    if (node.name === 'TimeCreated') return element('TimeCreated', null, ['SystemTime', pythonTime(draft.system.systemTime)]);
    if (node.name === 'Data' && (name === 'Initiated' || name?.endsWith('IsIpv6'))) return capitalised(node);
    return node.content === null || typeof node.content === 'string' ? node : { ...node, content: node.content.map(renamed) };
  };
  return renamed(eventTree(draft));
}

const pythonTime = (time: string) => cutTime(time, 6).replace('T', ' ').replace('Z', '');

const capitalised = (node: XmlElement): XmlElement => ({
  ...node,
  content: String(node.content).replace(/^[tf]/u, (letter) => letter.toUpperCase()),
});

/** What the Windows API gives for a forwarded event: the rendered text follows the data. */
export const rendered: XmlForm = {
  ...winevt,
  id: 'rendered',
  tree: (draft) => {
    const event = eventTree(draft);
    return { ...event, content: [...(event.content as readonly XmlElement[]), renderingInfo(draft)] };
  },
};

export function renderingInfo(draft: SysmonDraft): XmlElement {
  return element(
    'RenderingInfo',
    [
      element('Message', messageOf(draft, '\n')),
      element('Level', 'Information'),
      element('Task', TASKS[draft.system.eventId] ?? ''),
      element('Opcode', 'Info'),
      element('Channel', ''),
      element('Provider', ''),
      element('Keywords', ''),
    ],
    ['Culture', 'en-US'],
  );
}

/** What Sysmon for Linux writes. */
export const linux: XmlForm = {
  ...winevt,
  id: 'linux',
  platforms: ['linux'],
  layout: { ...oneLine, quote: '"' },
};

/** The same behind what syslog puts before a line; the day has a blank in place of a zero. */
export const linuxSyslog: XmlForm = {
  ...linux,
  id: 'linux-syslog',
  prefix: ({ system }) => {
    const [, month, day, time] = /^\d+-(\d\d)-(\d\d)T([\d:]{8})/u.exec(system.systemTime) ?? ['', '01', '01', '00:00:00'];
    const name = MONTHS.slice(Number(month) * 3 - 3, Number(month) * 3);
    return `${name} ${String(Number(day)).padStart(2)} ${time} ${system.computer.split('.')[0]} sysmon: `;
  },
};

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';
