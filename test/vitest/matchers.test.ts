import '../../src/vitest/index.js';
import { describe, expect, it } from 'vitest';
import { soundConnect, soundEvent } from '../validate/soundRecords.js';
import { nthConnect, nthEvent } from '../validate/streams.js';

const badConnect = { ...soundConnect, RemotePort: '70000' };
const badEvent = soundEvent.replace('>443<', '>70000<');

/** What a failing assertion says. */
function failure(assertion: () => void): string {
  try {
    assertion();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the assertion passed');
}

describe('toBeSysmonEvent3', () => {
  it('passes for a sound event', () => expect(soundEvent).toBeSysmonEvent3());
  it('does not pass for a broken one', () => expect(badEvent).not.toBeSysmonEvent3());
  it('does not pass for what is no text', () => {
    expect(failure(() => expect(undefined).toBeSysmonEvent3())).toMatch(
      /^expected a sound Sysmon Event 3, received 1 error in the strict profile\n\n {2}error {4}value: expected the XML of an event, received "undefined" \[matcher\/text\]\n/u,
    );
  });
});

describe('toBeNetworkConnectIp6', () => {
  it('passes for a sound record, as text and as an object', () => {
    expect(soundConnect).toBeNetworkConnectIp6();
    expect(JSON.stringify(soundConnect)).toBeNetworkConnectIp6();
  });

  it('does not pass for a broken one, nor for anything else', () => {
    expect(badConnect).not.toBeNetworkConnectIp6();
    for (const value of [undefined, null, 7, [], 'x', () => 1]) expect(value).not.toBeNetworkConnectIp6();
  });

  it('takes the profile', () => {
    const masked = { ...soundConnect, aid: 'masked' };
    expect(masked).not.toBeNetworkConnectIp6();
    expect(masked).toBeNetworkConnectIp6({ profile: 'lenient' });
  });

  it('says how many errors there are, each issue in a line, and of what', () => {
    const message = failure(() => expect(badConnect).toBeNetworkConnectIp6());
    const [first, empty, issue, between, shown] = message.split('\n');
    expect([first, empty, between]).toEqual([
      'expected a sound Falcon NetworkConnectIP6, received 1 error in the strict profile',
      '',
      '',
    ]);
    expect(issue).toMatch(/^ {2}error {4}RemotePort: expected .+, received "70000" \[falcon-ip6\/port\]$/u);
    expect(shown).toBe(
      `received: ${JSON.stringify(badConnect).slice(0, 400)}… (${JSON.stringify(badConnect).length} characters)`,
    );
  });

  it('says of .not that nothing is wrong', () => {
    expect(failure(() => expect(soundConnect).not.toBeNetworkConnectIp6({ profile: 'lenient' }))).toMatch(
      /^expected anything but a sound Falcon NetworkConnectIP6, received one without an error in the lenient profile\n\nreceived: \{/u,
    );
  });

  it('shows nothing that would act on a terminal', () => {
    const message = failure(() => expect(`\u001b[31m\u202e${JSON.stringify(badConnect)}`).toBeNetworkConnectIp6());
    expect(message).toContain('received: \\u001b[31m\\u202e{');
  });

  it('shows a value that cannot be shown', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(failure(() => expect(circle).toBeNetworkConnectIp6())).toMatch(/\nreceived: object$/u);
  });
});

describe('toBeValidTelemetry', () => {
  it('passes for sound text of both sensors', () => {
    expect(`${nthConnect(0)}\n${nthConnect(1)}\n`).toBeValidTelemetry();
    expect(`${nthEvent(0)}\n${nthEvent(1)}\n`).toBeValidTelemetry();
  });

  it('compares records, unless told not to', () => {
    const twice = `${nthEvent(0)}\n${nthEvent(0)}`;
    expect(twice).not.toBeValidTelemetry();
    expect(twice).toBeValidTelemetry({ stream: false });
  });

  it('does not pass for text without a record', () => {
    expect(failure(() => expect('').toBeValidTelemetry())).toContain(
      'text: expected at least one Sysmon Event 3 or NetworkConnectIP6, received nothing [matcher/no-record]',
    );
    expect('hello').not.toBeValidTelemetry();
    expect(7).not.toBeValidTelemetry();
  });

  it('says on which line, errors first, and stops listing', () => {
    const text = `${JSON.stringify({ event_simpleName: 'DnsRequest' })}\n${nthConnect(1, { RemotePort: 'x' }).concat('\n').repeat(30)}`;
    const lines = failure(() => expect(text).toBeValidTelemetry({ stream: false })).split('\n');
    expect(lines[0]).toMatch(/^expected sound telemetry, received 30 errors and \d+ of less weight in the strict profile$/u);
    expect(lines[2]).toMatch(/^ {2}error {4}line 2: RemotePort: /u);
    expect(lines[22]).toMatch(/^ {2}and \d+ more$/u);
  });
});
