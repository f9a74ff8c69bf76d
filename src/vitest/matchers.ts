import {
  type Issue,
  type ValidateOptions,
  validateNetworkConnectIp6,
  validateSysmonEvent3,
  validateText,
} from '../validate/index.js';
import { assertion, type MatcherResult } from './assertion.js';

/** How a record is held to its format. */
export type RecordOptions = Pick<ValidateOptions, 'profile' | 'only' | 'ignore'>;

/** How a text of records is held to its format. */
export type TelemetryOptions = RecordOptions & Pick<ValidateOptions, 'stream'>;

/** The matchers by name, for `expect.extend`. A warning or a note is no reason to fail. */
export const matchers = {
  toBeSysmonEvent3: (received: unknown, options: RecordOptions = {}): MatcherResult =>
    assertion({
      what: 'a sound Sysmon Event 3',
      received,
      options,
      issues: typeof received === 'string' ? validateSysmonEvent3(received, options) : [notText(received, 'the XML of an event')],
    }),

  toBeNetworkConnectIp6: (received: unknown, options: RecordOptions = {}): MatcherResult =>
    assertion({
      what: 'a sound Falcon NetworkConnectIP6',
      received,
      options,
      issues: validateNetworkConnectIp6(received, options),
    }),

  toBeValidTelemetry: (received: unknown, options: TelemetryOptions = {}): MatcherResult =>
    assertion({ what: 'sound telemetry', received, options, issues: telemetryIssues(received, options) }),
};

function telemetryIssues(received: unknown, options: TelemetryOptions): readonly Issue[] {
  if (typeof received !== 'string') return [notText(received, 'the text of a file')];
  const { issues, summary } = validateText(received, options);
  // A file without records is sound; as what a test expects it is a mistake.
  return summary.records > 0 || issues.some(({ level }) => level === 'error') ? issues : [...issues, NO_RECORD];
}

const NO_RECORD: Issue = {
  check: 'matcher/no-record',
  level: 'error',
  code: 'MISSING',
  path: 'text',
  expected: 'at least one Sysmon Event 3 or NetworkConnectIP6',
  received: '',
  source: 'docs/validating.md#matchers',
};

const notText = (received: unknown, expected: string): Issue => ({
  check: 'matcher/text',
  level: 'error',
  code: 'WRONG_TYPE',
  path: 'value',
  expected,
  received: received === null ? 'null' : typeof received,
  source: 'docs/validating.md#matchers',
});
