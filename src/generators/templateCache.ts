/**
 * Prepared templates by a small number, built when first asked for and bounded: when full, all are forgotten and built anew as needed.
 * Simple, and good enough while templates in use at one time are far fewer than the bound.
 */
export class TemplateCache<Template> {
  readonly #templates = new Map<number, Template>();

  constructor(
    private readonly build: (number: number) => Template,
    private readonly bound = 16_384,
  ) {}

  get(number: number): Template {
    let template = this.#templates.get(number);
    if (template === undefined) {
      if (this.#templates.size >= this.bound) this.#templates.clear();
      template = this.build(number);
      this.#templates.set(number, template);
    }
    return template;
  }
}
