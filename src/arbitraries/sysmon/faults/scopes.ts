import type { SysmonDraft, SystemField } from '../draft.js';
import type { SysmonForm } from '../forms/form.js';
import type { Scope } from './fault.js';

/** Forms whose values are all texts: where they are JSON numbers and Booleans, text that spells none is another fault. */
export const asTexts = (form: SysmonForm): boolean => form.kind === 'xml' || form.values === 'texts';

/** Forms that write values as the sensor does; the data dictionary has forms of its own for times and addresses. */
export const asWritten = (form: SysmonForm): boolean => form.id !== 'ossem';

/** Forms in which an empty text can be seen. */
export const keepsEmpty = (form: SysmonForm): boolean => form.kind === 'xml' || !form.dropsEmpty;

export const showing =
  (field: SystemField) =>
  (form: SysmonForm): boolean =>
    form.kind === 'xml' || form.shows.includes(field);

/** Forms that show when the record was written, to the millisecond and in UTC. */
export const showsTime = (form: SysmonForm): boolean =>
  !form.fires.includes('sysmon3/system-time') && form.id !== 'nxlog' && form.id !== 'ecs';

export const windows: Scope = { platform: 'windows' };
export const linux: Scope = { platform: 'linux' };

const UNKNOWN_IMAGE = '<unknown process>';

export const isSystem = ({ data }: SysmonDraft): boolean => data.Image === 'System';
export const isLost = ({ data }: SysmonDraft): boolean => data.Image === UNKNOWN_IMAGE;
/** A program with a path, neither System nor unknown. */
export const hasPath = (draft: SysmonDraft): boolean => !isSystem(draft) && !isLost(draft);
export const hasGuid = ({ data }: SysmonDraft): boolean => !/^[{}0-]+$/u.test(data.ProcessGuid ?? '');
export const isTcp = ({ data }: SysmonDraft): boolean => data.Protocol === 'tcp';
export const isInitiated = ({ data }: SysmonDraft): boolean => data.Initiated === 'true';
export const isIpv6 = ({ data }: SysmonDraft): boolean => data.SourceIsIpv6 === 'true';
export const isGroup = (address = ''): boolean => /^(?:22[4-9]|23\d|255)\.|\.255$|^ff/u.test(address);
/** Groups that are such on any network; what ends in .255 may be a host where networks are larger. */
export const isSurelyGroup = (address = ''): boolean => /^(?:22[4-9]|23\d)\.|^255\.255\.255\.255$|^ff/u.test(address);
export const toSureGroup = ({ data }: SysmonDraft): boolean => isSurelyGroup(data.SourceIp) || isSurelyGroup(data.DestinationIp);
export const toGroup = ({ data }: SysmonDraft): boolean => isGroup(data.SourceIp) || isGroup(data.DestinationIp);
export const toItself = ({ data }: SysmonDraft): boolean => data.SourceIp === data.DestinationIp;

/** All of several conditions. */
export const both =
  (...conditions: readonly ((draft: SysmonDraft) => boolean)[]) =>
  (draft: SysmonDraft): boolean =>
    conditions.every((condition) => condition(draft));

export const not =
  (condition: (draft: SysmonDraft) => boolean) =>
  (draft: SysmonDraft): boolean =>
    !condition(draft);
