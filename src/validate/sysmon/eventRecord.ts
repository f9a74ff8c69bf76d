import type { Address } from '../text/address.js';
import type { Moment } from '../text/time.js';
import type { DataField } from './fields.js';
import type { ProcessGuid } from './processGuid.js';

/** The parts of `System` that are compared with something else; what could not be read is absent. */
export interface SystemPart {
  computer?: string;
  /** Decimal text. */
  recordId?: string;
  timeCreated?: Moment;
  /** Process id and thread id, `1568/1952`. */
  writer?: string;
}

/** One end of the connection; what could not be read is absent. */
export interface End {
  isIpv6?: boolean;
  address?: Address;
  hostname?: string;
  port?: number;
  portName?: string;
}

/** The parts of `EventData` that are compared with something else; what could not be read is absent. */
export interface DataPart {
  /** As written. */
  readonly texts: ReadonlyMap<DataField, string>;
  utcTime?: Moment;
  guid?: ProcessGuid;
  processId?: number;
  image?: string;
  user?: string;
  protocol?: 'tcp' | 'udp';
  initiated?: boolean;
  source: End;
  destination: End;
}

/** A Sysmon Event 3 as far as it could be read. */
export interface EventRecord {
  readonly system: SystemPart;
  readonly data: DataPart;
}
