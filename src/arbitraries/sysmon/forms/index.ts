import { ecs } from './ecs.js';
import { evtxDump, evtxDumpSeparate } from './evtxDump.js';
import { flat } from './flat.js';
import type { SysmonForm } from './form.js';
import { nxlog } from './nxlog.js';
import { ossem } from './ossem.js';
import { winlogbeat6, winlogbeat7 } from './winlogbeat.js';
import { libevtx, linux, linuxSyslog, pythonEvtx, rendered, treeCopy, viewer, winevt } from './xmlForms.js';

/** Every form in which Sysmon records are met, the commonest first. */
export const SYSMON_FORM_IDS = [
  'winevt',
  'viewer',
  'tree-copy',
  'libevtx',
  'python-evtx',
  'rendered',
  'linux',
  'linux-syslog',
  'winlogbeat-6',
  'winlogbeat-7',
  'nxlog',
  'flat',
  'evtx-dump',
  'evtx-dump-separate',
  'ecs',
  'ossem',
] as const;

export type FormId = (typeof SYSMON_FORM_IDS)[number];

export const sysmonForms: Readonly<Record<FormId, SysmonForm>> = {
  winevt,
  viewer,
  'tree-copy': treeCopy,
  libevtx,
  'python-evtx': pythonEvtx,
  rendered,
  linux,
  'linux-syslog': linuxSyslog,
  'winlogbeat-6': winlogbeat6,
  'winlogbeat-7': winlogbeat7,
  nxlog,
  flat,
  'evtx-dump': evtxDump,
  'evtx-dump-separate': evtxDumpSeparate,
  ecs,
  ossem,
};
