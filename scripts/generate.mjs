// Writes what is made from the definition of the language, the schema for editors and the reference, and the index of the library. Run after npm run build.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const built = (file) => import(pathToFileURL(join(root, 'dist/scenarios/schema', file)).href);
const { storyJsonSchema } = await built('storyJsonSchema.js');
const { languageReference } = await built('languageReference.js');
const { listLibrary, loadStory } = await import(pathToFileURL(join(root, 'dist/scenarios/index.js')).href);
const { storiesPage } = await import(pathToFileURL(join(root, 'dist/scenarios/attack/storiesPage.js')).href);
const stories = await Promise.all((await listLibrary()).map(({ file }) => loadStory(file)));

const files = {
  'schema/story.schema.json': `${JSON.stringify(storyJsonSchema(), undefined, 2)}\n`,
  'docs/story-language.md': languageReference(),
  'docs/stories.md': storiesPage(stories),
};
for (const [file, text] of Object.entries(files)) {
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), text);
}
