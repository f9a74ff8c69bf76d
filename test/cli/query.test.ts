import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READER_GONE } from '../../src/cli/io.js';
import { isBuilt, runBuilt } from '../e2e/tool.js';
import { runTool } from './memoryIo.js';

// Written by hand, shortened: one connection to port 443 and one to port 53 in each form.
const FDR = `{"event_simpleName":"NetworkConnectIP6","RemoteAddressIP6":"2001:db8:0:0:0:0:0:1","RemotePort":"443","Protocol":"6","ConnectionDirection":"0","ContextProcessId":"18446744073709551615"}
{"event_simpleName":"NetworkConnectIP6","RemoteAddressIP6":"2001:db8:0:0:0:0:0:2","RemotePort":"53","Protocol":"17","ConnectionDirection":"0","ContextProcessId":"18446744073709551614"}
{"event_simpleName":"ProcessRollup2","RemotePort":"443"}
`;
const TABLE = `{"RemoteAddressIP6":"2001:db8::1","RemotePort":443,"Protocol":6,"LocalAddressIP6":"2001:db8:1::5","LocalPort":54321}
{"RemoteAddressIP6":"2001:db8::2","RemotePort":53,"Protocol":17,"LocalAddressIP6":"2001:db8:1::5","LocalPort":54322}
`;
const LOGSCALE = FDR.replaceAll('"event_simpleName"', '"@timestamp":1767225600000,"#event_simpleName"');
const BEATS = `{"@timestamp":"2026-01-01T00:00:00.000Z","winlog":{"event_id":"3","event_data":{"DestinationPort":"443","DestinationIp":"2001:db8:0:0:0:0:0:1"}}}
{"@timestamp":"2026-01-01T00:00:00.000Z","winlog":{"event_id":"3","event_data":{"DestinationPort":"53","DestinationIp":"2001:db8:0:0:0:0:0:2"}}}
`;
const FLAT = BEATS.replace(/^.*"event_data":(.*)\}\}$/gmu, '$1');
const OSSEM = '{"dst_ip_addr":"2001:db8::1","dst_port":443}\n{"dst_ip_addr":"2001:db8::2","dst_port":53}\n';
const ECS = `{"destination":{"ip":"2001:db8::1","port":443},"host":{"ip":["192.0.2.7","fe80::7"]}}
{"destination":{"ip":"2001:db8::2","port":53},"host":{"ip":["192.0.2.8"]}}
`;
const CONNECT = 'event_simpleName=NetworkConnectIP6';

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'wiretale-'));
  const files = { fdr: FDR, table: TABLE, logscale: LOGSCALE, beats: BEATS, flat: FLAT, ossem: OSSEM, ecs: ECS };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, `${name}.ndjson`), text);
  writeFileSync(join(cwd, 'fdr.gz'), Buffer.concat([gzipSync(FDR), gzipSync(FDR)]));
  writeFileSync(join(cwd, 'cut.gz'), gzipSync(FDR.repeat(1_000)).subarray(0, 200));
  writeFileSync(join(cwd, 'events.xml'), '\u{feff}<Events>\n</Events>\n');
  writeFileSync(join(cwd, 'odd.ndjson'), `rubbish\n{"a":"${'x'.repeat(1_100_000)}"}\n${FDR}[]`);
  writeFileSync(join(cwd, 'empty.ndjson'), '');
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const tool = (...argv: string[]) => runTool(['query', ...argv], { cwd });
const firstLine = (text: string) => text.slice(0, text.indexOf('\n') + 1);

describe('wiretale query', () => {
  it.each([
    ['fdr', FDR, `${CONNECT} RemotePort=443`],
    ['fdr', FDR, `// one remote address\n${CONNECT} RemoteAddressIP6="2001:DB8::0001"`],
    ['fdr', FDR, 'ContextProcessId=18446744073709551615'],
    ['logscale', LOGSCALE, `${CONNECT} Protocol=6 ConnectionDirection=0`],
    ['table', TABLE, `${CONNECT} RemotePort=443`],
    ['beats', BEATS, 'winlog.event_data.DestinationPort=443 winlog.event_id=3'],
    ['flat', FLAT, 'DestinationIp=2001:db8::1'],
    ['ossem', OSSEM, 'dst_port=443'],
    ['ecs', ECS, 'destination.port=443'],
    ['ecs', ECS, 'host.ip=FE80::7'],
    ['ecs', ECS, 'destination.port!=53'],
  ])('finds the first record of %s.ndjson', async (name, text, query) => {
    const { code, stdout, stderr } = await tool(query, `${name}.ndjson`);
    expect(stdout).toBe(firstLine(text));
    expect(stderr).toBe(`1 of ${text.split('\n').length - 1} records match\n`);
    expect(code).toBe(0);
  });

  it('finds nothing, names the field that is nowhere, and is done', async () =>
    expect(await tool(`${CONNECT} Protocol=6 ConnectionDirection=0`, 'table.ndjson')).toEqual({
      code: 0,
      stdout: '',
      stderr: '0 of 2 records match\nno record has a field ConnectionDirection\n',
    }));

  it('names no field that is in one of the files', async () => {
    const { stderr } = await tool('ConnectionDirection=1', 'table.ndjson', 'fdr.ndjson', 'empty.ndjson');
    expect(stderr).toBe(
      'table.ndjson: 0 of 2 records match\nfdr.ndjson: 0 of 3 records match\nempty.ndjson: 0 of 0 records match\n0 of 5 records match\n',
    );
  });

  it('reads gzip of several members, and counts per file with --count', async () => {
    const { code, stdout, stderr } = await tool('--count', 'RemotePort=443', 'fdr.gz', 'table.ndjson');
    expect([code, stdout]).toEqual([0, '4\n1\n']);
    expect(stderr).toContain('fdr.gz: 4 of 6 records match\n');
  });

  it('reads standard input', async () => {
    const stdin = Readable.from([Buffer.from(FDR.slice(0, 50)), Buffer.from(FDR.slice(50))]);
    const { code, stdout } = await runTool(['query', 'Protocol=17', '-'], { cwd, stdin });
    expect([code, stdout]).toEqual([0, `${FDR.split('\n')[1]}\n`]);
  });

  it('passes over what is no record, and says so once', async () => {
    const { code, stdout, stderr } = await tool('RemotePort=443 ContextProcessId!=1', 'odd.ndjson', 'fdr.ndjson');
    expect([code, stdout]).toEqual([0, firstLine(FDR).repeat(2)]);
    expect(stderr).toContain(
      'passed over 2 lines that are no JSON object (query reads one JSON object per line), first odd.ndjson:1\n',
    );
    expect(stderr).toContain('passed over 1 line longer than 1 MiB, first odd.ndjson:2\n');
  });

  it.each([
    ['events.xml', 'cannot search events.xml: it is XML; query reads NDJSON as UTF-8, one JSON object per line\n'],
    ['nowhere.ndjson', 'cannot open nowhere.ndjson: no such file or folder (check the path)\n'],
    ['.', 'cannot read .: it is a folder (name a file)\n'],
    ['cut.gz', 'cannot read cut.gz to its end: unexpected end of file (the gzip data is damaged or cut off)\n'],
    [
      'Protocol=6',
      'no such file or folder (check the path); for a term of the query: put the whole query in one pair of quotes\n',
    ],
  ])('%s is unreadable; the other files are searched', async (file, message) => {
    const { code, stdout, stderr } = await tool('Protocol=6', file, 'table.ndjson');
    expect(code).toBe(74);
    expect(stdout).toContain(firstLine(TABLE));
    expect(stderr).toContain(message);
  });

  it.each([
    [['a=b'], 'query: expected a file, or - for standard input, received nothing\n'],
    [['a=b', '-', '-'], 'query: expected - once, received it twice (standard input can be read once)\n'],
    [[], 'expected at least one name, received none; usage: wiretale query <query> [file..]\n'],
    [
      ['a=b OR c=d', 'fdr.ndjson'],
      'query, column 5: expected FIELD=VALUE, received "OR" (all terms must hold; for alternatives ask once for each)\n',
    ],
    [['a=b\u001b[2J', 'fdr.ndjson'], 'received "\\u{1b}[2J"'],
    [['', 'fdr.ndjson'], 'query, column 1: expected at least one FIELD=VALUE'],
    [['a=b', 'fdr.ndjson', '--counts'], 'did you mean --count?'],
  ])('%j is wrong usage', async (argv, message) => {
    const { code, stdout, stderr } = await tool(...argv);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  it('can be interrupted while it waits for standard input', async () => {
    const stop = new AbortController();
    const stdin = new Readable({ read: () => undefined });
    const run = runTool(['query', 'a=b', '-'], { cwd, stdin, signal: stop.signal });
    setTimeout(() => stop.abort(), 50);
    expect(await run).toEqual({ code: 130, stdout: '', stderr: 'interrupted\n' });
  });

  it('is done, and silent, when its reader leaves', async () => {
    const stop = new AbortController();
    const stdout = new Writable({
      write(_chunk, _encoding, done) {
        stop.abort(READER_GONE);
        done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE', syscall: 'write' }));
      },
    });
    stdout.on('error', () => undefined);
    const { code, stderr } = await runTool(['query', 'RemotePort=443', 'fdr.ndjson'], { cwd, stdout, signal: stop.signal });
    expect([code, stderr]).toEqual([0, '']);
  });

  it('waits for a slow reader', async () => {
    let written = 0;
    let most = 0;
    const stdout = new Writable({
      highWaterMark: 1,
      write(chunk: Buffer, _encoding, done) {
        written += chunk.length;
        most = Math.max(most, stdout.writableLength);
        setTimeout(done, 1);
      },
    });
    const big = join(cwd, 'big.ndjson');
    writeFileSync(big, FDR.repeat(5_000));
    await runTool(['query', 'RemotePort!=1', big], { cwd, stdout });
    expect(written).toBe(Buffer.byteLength(FDR) * 5_000);
    expect(most).toBeLessThan(1_000_000);
  });

  it.skipIf(!isBuilt)(
    `does the same when built${isBuilt ? '' : ' (skipped: the tool is not built, npm run build)'}`,
    async () => {
      const query = `// one port\n${CONNECT} RemotePort=443`;
      expect(await runBuilt(['query', query, 'fdr.ndjson'], { cwd })).toEqual(await tool(query, 'fdr.ndjson'));
    },
  );
});
