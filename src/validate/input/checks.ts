import { ALWAYS, check, NOTE, WARNING } from '../check.js';

/** What is demanded of a file before any record in it can be checked. */
export const inputChecks = {
  'input/empty': check(
    NOTE,
    'A file holds at least one record.',
    'An empty file is what a capture without traffic leaves, so it is only noted.',
  ),
  'input/unknown-form': check(
    ALWAYS,
    'A file holds events of Sysmon as XML, or of Sysmon or Falcon as JSON, in UTF-8 or UTF-16, plain or gzip.',
    'The first character decides: `<` is XML, `{` and `[` are JSON; failing that, the first record that begins. What is often given by mistake is named.',
  ),
  'input/not-checked': check(
    NOTE,
    'A record is a Sysmon Event 3 or a Falcon NetworkConnectIP6.',
    'Other events share these files with them and are passed over. What they say of a process is kept, to compare connections with. So do lines of other programs in a log that holds Sysmon for Linux, which are noted once between two events.',
  ),
  'input/encoding': check(
    ALWAYS,
    'Text that is not UTF-16 is valid UTF-8.',
    'Both products deliver UTF-8; tools of Windows save UTF-16. Invalid bytes are read as U+FFFD and the record is still checked.',
  ),
  'input/gzip': check(ALWAYS, 'A gzip file is complete and sound.', 'What could be unpacked before the fault is still checked.'),
  'input/too-long': check(
    ALWAYS,
    'A record is at most 1 MiB long.',
    'Real records of both kinds are 1 to 3 KB. A longer one is passed over, and reading goes on behind it.',
  ),
  'input/truncated': check(
    ALWAYS,
    'Every record that begins also ends, and so does every comment between them.',
    'A record cut off is passed over; reading goes on at the next one. A comment or processing instruction whose end is not within the length of a record hides nothing: what follows is read.',
  ),
  'input/stray-text': check(
    ALWAYS,
    'Between the events there is only white space, comments and one root element.',
    'Anything else there is a broken record or another kind of file. The root element may have any name, and a prefix that is bound to the namespace of events, as libraries of Python write it, is taken off. The `- ` of a tree copied from a browser is let pass, and what syslog puts before a line of Sysmon for Linux; whole lines of other programs in such a log are [not checked](#input-not-checked).',
  ),
  'input/tree-copy': check(
    WARNING,
    'The XML is well formed as it stands.',
    'A tree copied from a browser has `- ` before each element with children, which is text that no XML parser accepts there. It is stripped and the record is checked.',
  ),
  'input/doctype': check(
    ALWAYS,
    'There is no document type declaration.',
    'Windows writes none. Its only use in such a file is to attack the reader; it is passed over and never acted on.',
  ),
  'input/xml-syntax': check(ALWAYS, 'Each event is well-formed XML.', 'XML 1.0.'),
  'input/xml-character': check(
    ALWAYS,
    'XML holds no character that XML 1.0 forbids, neither as it is nor as a reference.',
    'XML 1.0 section 2.2: of the control characters only tab, line feed and carriage return are allowed.',
  ),
  'input/xml-entity': check(
    ALWAYS,
    'Only `&lt;` `&gt;` `&amp;` `&quot;` `&apos;` and numeric references occur.',
    'Without a document type no other entity exists. Unknown ones are left as they stand.',
  ),
  'input/json-syntax': check(
    ALWAYS,
    'Each record is one JSON value.',
    'RFC 8259. A record is a line, an object laid out over several lines, or an element of the array that the file is.',
  ),
  'input/forgotten': check(
    NOTE,
    'A file has no more hosts and processes than are remembered.',
    'Memory is bounded: the oldest are forgotten, and contradictions with them are no longer seen. Said once in a file.',
  ),
  'input/issues-cut': check(WARNING, 'A record is wrong in fewer than 100 places.', 'The rest of its issues is left out.'),
} as const;
