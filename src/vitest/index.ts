/**
 * Matchers for vitest; importing this module registers them.
 *
 * @example
 * import 'wiretale/vitest';
 *
 * expect(line).toBeNetworkConnectIp6({ profile: 'lenient' });
 */
import { expect } from 'vitest';
import { matchers, type RecordOptions, type TelemetryOptions } from './matchers.js';

expect.extend(matchers);

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: an interface is merged only where its parameters are the same
  interface Matchers<T = any> {
    /** The value is the XML of one Sysmon Event 3 in which the validator finds no error. */
    toBeSysmonEvent3(options?: RecordOptions): void;
    /** The value is one Falcon NetworkConnectIP6, as JSON text or as an object, in which the validator finds no error. */
    toBeNetworkConnectIp6(options?: RecordOptions): void;
    /** The value is the text of a file, Sysmon events as XML or JSON, or Falcon events as JSON, with a record or more and without an error. */
    toBeValidTelemetry(options?: TelemetryOptions): void;
  }
}

export { matchers, type RecordOptions, type TelemetryOptions } from './matchers.js';
