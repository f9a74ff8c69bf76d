import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { streamSink } from '../../src/sinks/index.js';

const chunk = { bytes: Buffer.from('record\n'), ends: [7] };
/** A reader who takes nothing: no write ever ends. */
const stuck = () => new Writable({ write: () => undefined });

describe('a sink that writes to a stream', () => {
  it('tells how much the stream has taken', async () => {
    const texts: string[] = [];
    const sink = streamSink(
      new Writable({
        write(bytes: Buffer, _, done) {
          texts.push(bytes.toString());
          done();
        },
      }),
    );
    await sink.write(chunk);
    await sink.write({ ...chunk, unpacked: 90 });
    expect([texts.join(''), await sink.flush()]).toEqual(['record\nrecord\n', { bytes: 97, stored: 14 }]);
  });

  it('waits no longer for a reader who takes nothing when it is told to stop', async () => {
    const stop = new AbortController();
    const sink = streamSink(stuck(), stop.signal);
    const written = sink.write(chunk);
    stop.abort(new Error('enough'));
    await expect(written).rejects.toThrow('enough');
    await expect(sink.write(chunk)).rejects.toThrow('enough');
    // What was never written is not finished.
    await expect(sink.finish()).rejects.toThrow('enough');
  });
});
