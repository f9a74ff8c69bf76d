// Reads records of Sysmon Event 3 into what their structure is measured on: XML of one event a line, and the three published shapes of JSON.

/** Fields in the order in which an event has them, so that one expression finds all. */
const XML = new RegExp(
  [
    'SystemTime=["\']([^"\']*)["\']',
    '<EventRecordID>(\\d+)<',
    '<Computer>([^<]*)<',
    ...['UtcTime', 'ProcessGuid', 'Image', 'User', 'Protocol', 'Initiated', 'SourcePort'].map(
      (name) => `Name=["']${name}["'](?:/>|>([^<]*)<)`,
    ),
  ].join('.*?'),
  'u',
);

/** @returns The record of a line of XML; times in seconds since 1970, UTC. */
export function fromXml(line) {
  const match = XML.exec(line);
  if (!match) throw new Error('a line is no Event 3');
  const [, created, id, host, utc, guid, image, user = '', protocol, initiated, port] = match;
  return {
    host,
    id: Number(id),
    created: seconds(created),
    utc: seconds(utc),
    guid: guid.slice(1, -1).toLowerCase(),
    image: unescaped(image),
    user: unescaped(user),
    protocol,
    initiated: initiated === 'true',
    sourcePort: Number(port),
  };
}

/**
 * A published line of JSON. They were picked one by one, so that none is the neighbour of another: they have no `id` here. NXLog tells the time of
 * writing without zone and in whole seconds: no `created` then.
 */
export function fromJson(line) {
  const event = JSON.parse(line);
  const fields = event.event_data ?? event;
  const created = event.event_data ? event['@timestamp'] : event.TimeCreated;
  return {
    host: event.computer_name ?? event.Hostname,
    id: undefined,
    created: created === undefined ? undefined : seconds(created),
    utc: seconds(fields.UtcTime),
    guid: fields.ProcessGuid.slice(1, -1).toLowerCase(),
    image: unescaped(fields.Image),
    user: fields.AccountName && event.Message ? userOf(event.Message) : (fields.User ?? ''),
    protocol: fields.Protocol,
    initiated: fields.Initiated === 'true',
    sourcePort: Number(fields.SourcePort),
  };
}

/** NXLog puts the account of the writer beside the record's own. */
const userOf = (message) => /^User: (.*?)\r?$/mu.exec(message)?.[1] ?? '';

const unescaped = (text) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&apos;', "'").replaceAll('&amp;', '&');

const WHOLE = 'YYYY-MM-DDTHH:MM:SS'.length;
const known = { text: '', seconds: 0 };
/** Whole seconds of one record after another are mostly the same. */
function seconds(text) {
  const whole = text.slice(0, WHOLE);
  if (whole !== known.text) {
    known.text = whole;
    known.seconds = Date.parse(`${whole.replace(' ', 'T')}Z`) / 1000;
  }
  return known.seconds + Number(`0${text.slice(WHOLE).replace('Z', '')}`);
}
