import fc from 'fast-check';
import { type HarmlessChange, type HarmlesslyChanged, textChanges } from '../harmless.js';
import { isJsonObject, type JsonObject, plainJson, writeJson } from '../text/json.js';
import { inOrder, jsonLayouts, keyOrders } from '../text/jsonLayouts.js';
import { type FalconDraft, withFields } from './draft.js';
import { type FalconStreamOptions, falconStream } from './falconStream.js';
import { type FalconForm, falconForms, writeEvent } from './forms.js';

type Change = HarmlessChange<FalconDraft, FalconForm>;

const each =
  (write: (draft: FalconDraft, form: FalconForm) => string): Change['write'] =>
  (drafts, form) =>
    drafts.map((draft) => write(draft, form)).join('');
const table = <T>(rows: Readonly<Record<string, T>>, write: (change: T) => Change['write']): Change[] =>
  Object.entries(rows).map(([id, change]) => ({ id, applies: () => true, write: write(change) }));
const toObject = (change: (event: JsonObject) => JsonObject) =>
  each((draft, form) => `${writeJson(change(form.tree(draft)), form.layout)}\n`);
/** A field that some sensors send; in the feed it is welcome in every event. */
const added = (id: string, field: string, value: string): Change => ({
  id,
  applies: ({ whole }) => whole,
  write: each((draft, form) =>
    writeEvent(draft.fields[field] === undefined ? withFields(draft, { [field]: value }) : draft, form),
  ),
});

/** Every harmless change of Falcon files. */
export const falconHarmless: readonly Change[] = [
  ...table(textChanges, (change) => (drafts, form) => change(drafts.map((draft) => writeEvent(draft, form)).join(''))),
  ...table(jsonLayouts, (layout) => each((draft, form) => writeEvent(draft, { ...form, layout: { ...form.layout, ...layout } }))),
  ...table(keyOrders, (sort) =>
    toObject((event) => {
      const sorted = inOrder(event, sort);
      return isJsonObject(sorted) ? sorted : event;
    }),
  ),
  {
    // The feed escapes five characters more.
    id: 'escaped-no-more-than-needed',
    applies: ({ id }) => id === 'fdr',
    write: each((draft, form) => writeEvent(draft, { ...form, layout: plainJson })),
  },
  added('computer-name-added', 'ComputerName', 'WS01'),
  added('ipv4-of-the-host-added', 'LocalAddressIP4', '192.168.178.20'),
  added('tree-id-added', 'TreeId', '8589934592'),
];

/** A sound capture of a few events, and the same after a harmless change that applies to its form. */
export function harmlessFalconChange(options: FalconStreamOptions = {}): fc.Arbitrary<HarmlesslyChanged> {
  return fc.tuple(falconStream({ connects: [1, 4], ...options }), fc.nat({ max: 999 })).map(([{ form: id, drafts }, n]) => {
    const form = falconForms[id];
    const changes = falconHarmless.filter(({ applies }) => applies(form));
    const change = changes[n % changes.length]!;
    return {
      change: change.id,
      form: id,
      before: drafts.map((draft) => writeEvent(draft, form)).join(''),
      after: change.write(drafts, form),
    };
  });
}
