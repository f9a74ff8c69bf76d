// How numbers are written.

export const percent = (share) => `${(share * 100).toFixed(1)} %`;
export const grouped = (number) => `${number}`.replace(/(?<!\.\d*)\B(?=(?:\d{3})+$)/gu, ',');
/** Three digits, so that no value of a real record can be told from it. */
export const shown = (value) => grouped(Number(value.toPrecision(3)));
