// What is measured on records, the real ones and ours alike: numbers by the name of their measure, and nothing else leaves this file.
import { Boots } from './boots.mjs';
import { partsOf, TAILS } from './guidParts.mjs';

/** Neighbours belong to one capture: they follow one another, their ids rise, and not more than this lies between. Seconds. */
const SAME_CAPTURE = 3600;
/** The bounds of `wiretale validate` for the time of writing, seconds: outside, a clock is off. */
const SOUND = { from: 0, to: 15 };
const DYNAMIC_PORTS = 16_384;
const UNKNOWN = '<unknown process>';
const NO_PERSONS = new Set(['NT AUTHORITY', 'IIS APPPOOL', 'NT SERVICE']);

export class Measurement {
  records = 0;
  tails = new Map(TAILS.map((form) => [form, 0]));
  #values = new Map();
  #last = new Map();
  #lastPort = new Map();
  #images = new Map();
  #seen = new Set();
  #boots = new Boots(SAME_CAPTURE);

  add(record) {
    this.records += 1;
    this.#times(record);
    this.#neighbours(record);
    this.#process(record);
    this.#names(record);
  }

  /** @returns Values of a measure, sorted. */
  values(name) {
    if (name === 'imagesOfHost') return sorted([...this.#images.values()].map(({ size }) => size));
    if (name === 'luidRate') return sorted(this.#boots.rates((form) => form !== 'start key'));
    if (name === 'sequenceRate') return sorted(this.#boots.rates((form) => form === 'start key').map((rate) => rate * 60));
    return sorted(this.#values.get(name) ?? []);
  }

  #times({ created, utc, protocol }) {
    if (created === undefined) return;
    const lag = created - utc;
    this.#put('lagOfAll', lag);
    if (lag >= SOUND.from && lag <= SOUND.to) this.#put(protocol === 'tcp' ? 'lagTcp' : 'lagUdp', lag);
  }

  #neighbours(record) {
    const { host, id, created, protocol, initiated, sourcePort } = record;
    if (id === undefined) return;
    const before = this.#last.get(host);
    this.#last.set(host, record);
    const follows = before && id > before.id && Math.abs(created - before.created) <= SAME_CAPTURE;
    if (follows) this.#put('recordGap', id - before.id);
    else this.#lastPort.delete(host);
    if (protocol !== 'tcp' || !initiated) return;
    const port = this.#lastPort.get(host);
    this.#lastPort.set(host, sourcePort);
    if (port !== undefined) this.#put('portStep', wrapped(sourcePort - port));
  }

  #process({ guid, utc, created }) {
    const parts = partsOf(guid);
    this.tails.set(parts.form, this.tails.get(parts.form) + 1);
    if (parts.form === 'all zero') return;
    this.#put('age', utc - parts.start);
    this.#boots.see(guid, parts, created ?? utc);
    if (!this.#isFirst(`process ${guid}`)) return;
    this.#put('firstAge', utc - parts.start);
    this.#put(parts.form === 'start key' ? 'sequence' : 'luid', parts.number);
    if (parts.form === 'start key' && this.#isFirst(`boot ${parts.machine} ${parts.boot}`)) this.#put('boot', parts.boot);
  }

  #names({ host, image, user }) {
    const images = this.#images.get(host) ?? new Set();
    this.#images.set(host, images);
    if (this.#isFirst(`host ${host.toLowerCase()}`)) {
      this.#put('computer', host.length);
      this.#put('label', host.split('.', 1)[0].length);
    }
    if (image !== UNKNOWN) {
      this.#put('image', image.length);
      images.add(image.toLowerCase());
    }
    const [domain, name] = user.split('\\');
    if (name !== undefined && !NO_PERSONS.has(domain) && this.#isFirst(`user ${user.toLowerCase()}`))
      this.#put('user', name.length);
  }

  #put(name, value) {
    const values = this.#values.get(name) ?? [];
    if (values.length === 0) this.#values.set(name, values);
    values.push(value);
  }

  #isFirst(what) {
    return this.#seen.size !== this.#seen.add(what).size;
  }
}

const sorted = (values) => Float64Array.from(values).sort();

/** A counter that has reached the end of its range goes on at the beginning. */
function wrapped(step) {
  if (step < -DYNAMIC_PORTS / 2) return step + DYNAMIC_PORTS;
  return step > DYNAMIC_PORTS / 2 ? step - DYNAMIC_PORTS : step;
}
