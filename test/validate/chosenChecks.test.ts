import { describe, expect, it } from 'vitest';
import { settingsFrom, type ValidateOptions } from '../../src/validate/options.js';
import { Reporter } from '../../src/validate/reporter.js';

const accepted = (options: ValidateOptions) =>
  ['input/empty', 'input/gzip', 'sysmon3/port'].filter(settingsFrom(options).accepts);

describe('the checks that are made', () => {
  it.each<[ValidateOptions, string[]]>([
    [{}, ['input/empty', 'input/gzip', 'sysmon3/port']],
    [{ only: ['input/gzip'] }, ['input/gzip']],
    [{ only: ['input/*'] }, ['input/empty', 'input/gzip']],
    [{ only: ['input/*', 'sysmon3/port'], ignore: ['input/empty'] }, ['input/gzip', 'sysmon3/port']],
    [{ ignore: ['input/*'] }, ['sysmon3/port']],
    [{ only: ['sysmon3/port'], ignore: ['sysmon3/*'] }, []],
    [{ only: [] }, []],
    [{ ignore: [] }, ['input/empty', 'input/gzip', 'sysmon3/port']],
    [{ only: ['input', 'sysmon3/por', '*', 'sysmon*'] }, []],
  ])('of %j are %j', (options, ids) => expect(accepted(options)).toEqual(ids));

  it('are those of which issues are reported; others take no room', () => {
    const reporter = new Reporter('strict', undefined, settingsFrom({ ignore: ['input/gzip'] }).accepts);
    for (let count = 0; count < 200; count += 1) reporter.report('input/gzip', 'MALFORMED', 'file', 'sound data');
    reporter.report('input/empty', 'MISSING', 'file', 'a record');
    expect(reporter.take().map(({ check }) => check)).toEqual(['input/empty']);
  });
});
