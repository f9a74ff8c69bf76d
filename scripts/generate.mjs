// Writes what is made from the definition of the language: the schema for editors, and the reference. Run after npm run build.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const built = (file) => import(pathToFileURL(join(root, 'dist/scenarios/schema', file)).href);
const { storyJsonSchema } = await built('storyJsonSchema.js');
const { languageReference } = await built('languageReference.js');

const files = {
  'schema/story.schema.json': `${JSON.stringify(storyJsonSchema(), undefined, 2)}\n`,
  'docs/story-language.md': languageReference(),
};
for (const [file, text] of Object.entries(files)) {
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), text);
}
