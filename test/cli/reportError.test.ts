import { describe, expect, it } from 'vitest';
import type { Io } from '../../src/cli/io.js';
import { reportError } from '../../src/cli/reportError.js';
import { UsageError } from '../../src/cli/usageError.js';
import { UnknownScenarioError } from '../../src/scenarios/library.js';
import { StoryError } from '../../src/scenarios/storyError.js';

const report = (error: unknown, env: Io['env'] = {}, aborted = false) => {
  let said = '';
  const stop = new AbortController();
  if (aborted) stop.abort();
  const stderr = { write: (text: string) => (said += text) };
  const code = reportError(error, { stderr, env, signal: stop.signal } as unknown as Io);
  return [code, said];
};

const systemError = (code: string, syscall = 'open', path: string | undefined = '/x/out') =>
  Object.assign(new Error(`${code}: of the system`), { code, syscall, path });

describe('reportError', () => {
  it('wrong usage, unknown and invalid stories are 2', () => {
    expect(report(new UsageError('--seed: no'))).toEqual([2, '--seed: no\n']);
    expect(report(new UnknownScenarioError('x', []))[0]).toBe(2);
    const problem = { code: 'MISSING', file: 'x.yaml', path: 'id', expected: 'an id', received: 'nothing' } as const;
    expect(report(new StoryError([problem]))).toEqual([2, 'x.yaml: id: expected an id, received nothing\n']);
  });

  it('what the system refuses is 74, with the path and what to do', () => {
    expect(report(systemError('EACCES', 'mkdir'))).toEqual([
      74,
      'cannot create /x/out: permission denied (change its permissions, or name another place)\n',
    ]);
    expect(report(systemError('ENOSPC', 'write', undefined))).toEqual([
      74,
      'cannot write /x/out: no space is left on the device (free some space, or name another place)\n',
    ]);
    expect(report(systemError('EWEIRD'))).toEqual([74, 'cannot open /x/out: EWEIRD: of the system\n']);
  });

  it('a reader that left is no failure', () => expect(report(systemError('EPIPE', 'write'))).toEqual([0, '']));

  it('an interruption is 130', () => {
    expect(report(new DOMException('stopped', 'AbortError'))).toEqual([130, 'interrupted\n']);
    expect(report(new Error('whatever followed'), {}, true)).toEqual([130, 'interrupted\n']);
  });

  it('a fault of ours is 70, one line, and shows where only when asked', () => {
    expect(report(new TypeError('x is\nundefined'))).toEqual([
      70,
      'internal error: TypeError: x is; undefined (WIRETALE_DEBUG=1 shows where)\n',
    ]);
    expect(report(new TypeError('x'), { WIRETALE_DEBUG: '1' })[1]).toContain('reportError.test');
    expect(report('a text')[0]).toBe(70);
  });
});
