import type { TextFormat } from '../../format.js';
import { addressText, mappedText } from '../../json/addressText.js';
import { jsonText } from '../../json/jsonText.js';
import { numberOf } from '../../template/marks.js';

/** An IPv4 address that a socket of IPv6 reaches is an IPv6 address here: every key is one of the IPv6 table. */
const ipv6 = (text: string) => addressText(text.includes(':') ? text : mappedText(text));

/** The five keys that the vendor documents for the table: numbers, and addresses as RFC 5952 writes them. */
export const falconTable: TextFormat = {
  file: 'falcon-table.ndjson',
  summary: 'the five documented keys, numbers and short IPv6',
  falcon: ({ event }) =>
    jsonText({
      RemoteAddressIP6: ipv6(event.RemoteAddressIP6!),
      RemotePort: numberOf(event.RemotePort!),
      Protocol: numberOf(event.Protocol!),
      LocalAddressIP6: ipv6(event.LocalAddressIP6!),
      LocalPort: numberOf(event.LocalPort!),
    }),
};
