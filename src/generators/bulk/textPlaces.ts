/** Where the texts of one part stand, by the number of the host or end. */
export class TextPlaces {
  #places = new Int32Array(1024);

  /** @returns 0 where there is none. */
  at(entity: number): number {
    return this.#places[entity] ?? 0;
  }

  set(entity: number, place: number): void {
    if (entity >= this.#places.length) {
      const places = new Int32Array(Math.max(entity + 1, this.#places.length * 2));
      places.set(this.#places);
      this.#places = places;
    }
    this.#places[entity] = place;
  }
}
