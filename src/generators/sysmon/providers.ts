import type { Platform } from '../../model/host.js';

/** What Sysmon calls itself: the same in every event of a platform. */
export interface Provider {
  readonly name: string;
  /** Upper case in braces; the event log keeps it in binary, so the reader decides about its letter case. */
  readonly guid: string;
  readonly channel: string;
  /** Whom the service runs as: the name of the attribute of `Security`, and its value. */
  readonly security: readonly [attribute: 'UserID' | 'UserId', value: string];
}

const windows: Provider = {
  name: 'Microsoft-Windows-Sysmon',
  guid: '{5770385F-C22A-43E0-BF4C-06F5698FFBD9}',
  channel: 'Microsoft-Windows-Sysmon/Operational',
  security: ['UserID', 'S-1-5-18'],
};

/** An effective user id instead of a SID, and a small d. */
const linux: Provider = {
  name: 'Linux-Sysmon',
  guid: '{FF032593-A8D3-4F13-B0D6-01FC615A0F97}',
  channel: 'Linux-Sysmon/Operational',
  security: ['UserId', '0'],
};

/** Sysmon exists on two platforms. */
export const providerOf = (platform: Platform): Provider => (platform === 'linux' ? linux : windows);
