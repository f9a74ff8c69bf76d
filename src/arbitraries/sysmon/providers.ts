/** What is fixed for every record of a platform. */
export interface Provider {
  readonly name: string;
  /** With braces, in lower case. */
  readonly guid: string;
  readonly channel: string;
  /** The attribute of Security, and the account of the service in it. */
  readonly userAttribute: 'UserID' | 'UserId';
  readonly userId: string;
}

export const providers: Readonly<Record<'windows' | 'linux', Provider>> = {
  windows: {
    name: 'Microsoft-Windows-Sysmon',
    guid: '{5770385f-c22a-43e0-bf4c-06f5698ffbd9}',
    channel: 'Microsoft-Windows-Sysmon/Operational',
    userAttribute: 'UserID',
    userId: 'S-1-5-18',
  },
  linux: {
    name: 'Linux-Sysmon',
    guid: '{ff032593-a8d3-4f13-b0d6-01fc615a0f97}',
    channel: 'Linux-Sysmon/Operational',
    userAttribute: 'UserId',
    userId: '0',
  },
};

export const EVENT_NAMESPACE = 'http://schemas.microsoft.com/win/2004/08/events/event';
export const KEYWORDS = '0x8000000000000000';
