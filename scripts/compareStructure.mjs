// Compares the structure of our records with that of real ones: docs/structure.svg and docs/structure.md. Run after npm run build.
// node scripts/compareStructure.mjs [SAMPLES] [--out FOLDER]
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Measurement } from './structure/measure.mjs';
import { ourRecords } from './structure/office.mjs';
import { page } from './structure/page.mjs';
import { plot } from './structure/plot.mjs';
import { fromJson, fromXml } from './structure/records.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string', default: join(root, 'docs') } },
});
const samples = positionals[0] ?? join(root, '../shared/samples');
const READERS = { 'real-events.xml-lines.txt': fromXml, 'real-events.ndjson': fromJson };
const files = Object.entries(READERS).map(([file, read]) => ({ path: join(samples, 'sysmon-event-3', file), read }));

if (files.every(({ path }) => existsSync(path))) await compare();
else {
  console.error(
    `The comparison needs the samples of real records, which are not part of the repository: there is no sysmon-event-3 in ${samples}.`,
  );
  process.exitCode = 2;
}

async function compare() {
  const real = new Measurement();
  for (const { path, read } of files) for (const line of readFileSync(path, 'utf8').split('\n')) if (line) real.add(read(line));
  const ours = new Measurement();
  await ourRecords((record) => ours.add(record));
  await writeFile(join(values.out, 'structure.svg'), plot(real, ours));
  await writeFile(join(values.out, 'structure.md'), page(real, ours));
}
