/**
 * Prepared templates by a small number, built when first asked for and bounded: when full, all are forgotten and built anew as needed.
 * Simple, and good enough: an office of some 600 hosts has more in use at one time, but then most are used once or twice before they go,
 * and a larger bound was no faster.
 */
export class TemplateCache<Template> {
  /** An array, not a map: looking up is on the path per event. */
  #templates: (Template | undefined)[] = [];
  #held = 0;

  constructor(
    private readonly build: (number: number) => Template,
    private readonly bound = 16_384,
  ) {}

  get(number: number): Template {
    return this.#templates[number] ?? this.#add(number);
  }

  #add(number: number): Template {
    if (this.#held >= this.bound) {
      this.#templates = [];
      this.#held = 0;
    }
    const template = this.build(number);
    // Grown one by one, so that the array stays a dense one.
    for (let length = this.#templates.length; length < number; length += 1) this.#templates.push(undefined);
    this.#templates[number] = template;
    this.#held += 1;
    return template;
  }
}
