import { type Address, parseAddress } from '../text/address.js';
import { parseDecimal } from '../text/integer.js';
import type { Texts } from './checkFields.js';
import type { FalconForm } from './forms.js';

/** A connect as far as it could be read: what later checks compare. Absent is what is missing or has been reported. */
export interface Connect {
  readonly form: FalconForm;
  readonly texts: Texts;
  readonly platform: string | undefined;
  readonly protocol: number | undefined;
  readonly local: Address | undefined;
  readonly remote: Address | undefined;
  readonly localPort: number | undefined;
  readonly remotePort: number | undefined;
  readonly direction: number | undefined;
  readonly flags: number | undefined;
  /** Milliseconds since 1970, sensor clock. */
  readonly seenAt: number | undefined;
  /** Milliseconds since 1970, cloud clock. */
  readonly receivedAt: number | undefined;
}

export function connectFrom(texts: Texts, form: FalconForm): Connect {
  const number = (key: string) => decimal(texts.get(key));
  const address = (key: string) => parseAddress(texts.get(key) ?? '');
  const seen = texts.get('ContextTimeStamp');
  return {
    form,
    texts,
    platform: texts.get('event_platform'),
    protocol: number('Protocol'),
    local: address('LocalAddressIP6'),
    remote: address('RemoteAddressIP6') ?? address('RemoteAddressIP4'),
    localPort: number('LocalPort'),
    remotePort: number('RemotePort'),
    direction: number('ConnectionDirection'),
    flags: number('ConnectionFlags'),
    seenAt: seen === undefined ? undefined : Number(seen.replace('.', '')),
    receivedAt: number('timestamp'),
  };
}

function decimal(text: string | undefined): number | undefined {
  return text === undefined ? undefined : parseDecimal(text, 0, Number.MAX_SAFE_INTEGER);
}
