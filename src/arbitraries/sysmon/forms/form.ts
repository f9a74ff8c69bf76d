import type { JsonLayout, JsonObject } from '../../text/json.js';
import type { XmlElement, XmlLayout } from '../../text/xml.js';
import type { SysmonDraft, SystemField } from '../draft.js';
import type { FormId } from './index.js';

interface AnyForm {
  readonly id: FormId;
  /** Whose records are seen in this form. */
  readonly platforms: readonly ('windows' | 'linux')[];
  /** The case that the form gives every ProcessGuid; where it has none, the case is the host's. */
  readonly guidCase?: 'upper' | 'lower';
  /** Checks that say that a sensor does not write this form: they fire on each of its records, sound as it is. */
  readonly fires: readonly string[];
}

/** A form in XML. It shows every field. */
export interface XmlForm extends AnyForm {
  readonly kind: 'xml';
  readonly layout: XmlLayout;
  readonly tree: (draft: SysmonDraft) => XmlElement;
  /** What stands before the event on its line. */
  readonly prefix?: (draft: SysmonDraft) => string;
}

/** A form in JSON, one record a line. */
export interface JsonForm extends AnyForm {
  readonly kind: 'json';
  readonly layout: JsonLayout;
  readonly tree: (draft: SysmonDraft) => JsonObject;
  /** The fields of the System section that it shows; the braces of a GUID apart, as they are. */
  readonly shows: readonly SystemField[];
  /** Keys that lead to the object with the fields of the event; none where they stand beside the others. */
  readonly dataPath: readonly string[];
  /** The key of a field. */
  readonly keyOf: (field: string) => string;
  /** Whether numbers and Booleans are JSON numbers and Booleans, or texts like all else. */
  readonly values: 'typed' | 'texts';
  /** Whether an empty text has no key. */
  readonly dropsEmpty: boolean;
}

export type SysmonForm = XmlForm | JsonForm;
