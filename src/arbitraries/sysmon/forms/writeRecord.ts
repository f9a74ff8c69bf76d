import { writeJson } from '../../text/json.js';
import { writeXml } from '../../text/xml.js';
import type { SysmonDraft } from '../draft.js';
import type { SysmonForm } from './form.js';

/** One record in a form, ended by a line feed. */
export function writeRecord(draft: SysmonDraft, form: SysmonForm): string {
  if (form.kind === 'json') return `${writeJson(form.tree(draft), form.layout)}\n`;
  const text = writeXml(form.tree(draft), form.layout);
  return `${form.prefix?.(draft) ?? ''}${text}${text.endsWith('\n') ? '' : '\n'}`;
}
