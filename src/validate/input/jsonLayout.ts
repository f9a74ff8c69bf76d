import type { CaptureMemory } from '../capture.js';
import { falconLayout } from '../falcon/jsonLayout.js';
import type { Layout } from '../record/layout.js';
import type { Shape } from '../record/shape.js';
import { IGNORED } from '../record/slots.js';
import { sysmonJsonLayout } from '../sysmon/jsonLayout.js';

/** Finds out what a JSON record is. */
export function jsonLayout(shape: Shape, capture: CaptureMemory | undefined): Layout {
  if (!isObject(shape)) return unknown(shape);
  return falconLayout(shape, capture?.falcon) ?? sysmonJsonLayout(shape, capture?.sysmon) ?? unknown(shape);
}

/** JSON objects that are met beside the events, with what they are. */
const NAMED: readonly (readonly [keys: readonly RegExp[], what: string])[] = [
  [[/^bucket$/, /^pathPrefix$/], 'a queue message of Falcon Data Replicator, which names files and holds no event'],
  [[/(?:^|\.)ContextProcessId_decimal$/], 'an event of the legacy Event Search, whose numbers end in _decimal'],
  [[/^result\./], 'a Splunk export: export the raw events instead'],
  [[/^hits\.hits\[\]/], 'the answer to a search: give the documents in hits.hits, one per line'],
  [[/^metadata\.eventType$/], 'a message of the Falcon streaming API'],
];

/** A record is an object: neither a single value nor a list, whose leaves have paths that begin with `[]`. */
function isObject({ leaves: [first] }: Shape): boolean {
  return first !== undefined && !first.path.startsWith('[]') && (first.path !== '' || first.text === '{}');
}

function unknown(shape: Shape): Layout {
  const { leaves } = shape;
  const paths = leaves.map(({ path }) => path);
  const named = NAMED.find(([keys]) => keys.every((key) => paths.some((path) => key.test(path))))?.[1];
  const received = named ?? paths.slice(0, 10).join(' ');
  return {
    form: undefined,
    slots: leaves.map(() => IGNORED),
    paths: [],
    given: [],
    findings: [
      isObject(shape)
        ? { check: 'input/unknown-form', code: 'UNEXPECTED', path: 'record', expected: EXPECTED, received }
        : {
            check: 'falcon-ip6/object',
            code: 'WRONG_TYPE',
            path: 'record',
            expected: 'a JSON object',
            received: leaves[0]!.type,
          },
    ],
    check: () => undefined,
  };
}

const EXPECTED = 'a Falcon event, or a Sysmon event as Winlogbeat, NXLog, evtx_dump, Elastic or flat data sets have it';
