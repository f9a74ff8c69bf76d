import type { Report } from '../reporter.js';
import type { XmlElement } from '../xml/xmlElement.js';
import type { DataPart } from './eventRecord.js';
import { DATA_FIELDS, type DataField, fieldPosition, OPTIONAL_FIELD } from './fields.js';
import { readFields } from './readFields.js';

/** Checks which fields are there and in which order, then each field alone. */
export function checkEventData(element: XmlElement, report: Report): DataPart {
  const texts = new Map<DataField, string>();
  let last = -1;
  for (const child of element.children) {
    const name = child.attributes.get('Name');
    const position = child.name === 'Data' && name !== undefined ? fieldPosition(name) : undefined;
    if (name === undefined || position === undefined) {
      const expected = 'a Data element of one of the 18 fields';
      report('sysmon3/field-unknown', 'UNEXPECTED', `EventData/${name ?? child.name}`, expected, name ?? child.name);
      continue;
    }
    const field = name as DataField;
    if (texts.has(field)) report('sysmon3/field-repeated', 'DUPLICATE', `EventData/${field}`, `one ${field}`, child.text);
    else {
      if (position < last) {
        report('sysmon3/field-order', 'OUT_OF_ORDER', `EventData/${field}`, `${field} before ${DATA_FIELDS[last]}`, field);
      }
      texts.set(field, child.text);
    }
    last = Math.max(last, position);
  }
  for (const field of DATA_FIELDS) {
    if (field !== OPTIONAL_FIELD && !texts.has(field))
      report('sysmon3/field-missing', 'MISSING', `EventData/${field}`, `a Data element ${field}`);
  }
  return readFields(texts, report);
}
