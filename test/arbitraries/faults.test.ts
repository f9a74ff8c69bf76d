import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  brokenFalconStream,
  brokenNetworkConnectIp6,
  brokenSysmonEvent3,
  brokenSysmonStream,
  falconFaults,
  falconForms,
  falconStreamFaults,
  sysmonFaultApplies,
  sysmonFaults,
  sysmonForms,
  sysmonStreamFaults,
  writeEvent,
  writeFile,
  writeRecord,
} from '../../src/arbitraries/index.js';

const ids = (faults: readonly { readonly id: string }[]) => faults.map(({ id }) => id);

describe('faults of Sysmon records', () => {
  it.each(ids(sysmonFaults))('%s changes the text, wherever it applies', (id) => {
    const fault = sysmonFaults.find((each) => each.id === id)!;
    for (const sample of fc.sample(brokenSysmonEvent3({ faults: [id] }), 30)) {
      const form = sysmonForms[sample.form];
      expect(sample).toMatchObject({ fault: id, check: fault.check });
      expect(sysmonFaultApplies(fault, sample.draft, form)).toBe(true);
      expect(sample.text).not.toBe(writeRecord(sample.draft, form));
    }
  });

  it('reach every form', () => {
    const forms = fc.sample(brokenSysmonEvent3(), 3000).map(({ form }) => form);
    expect(new Set(forms)).toEqual(new Set(Object.keys(sysmonForms)));
  });

  it('that fit no form of the options are refused', () =>
    expect(() => brokenSysmonEvent3({ faults: ['copy-of-image'], forms: ['winevt'] })).toThrow(RangeError));
});

describe('faults of Sysmon captures', () => {
  it.each(ids(sysmonStreamFaults))('%s leaves every record what it is, but for one place or one habit', (id) => {
    for (const { form, root, drafts, text, fault } of fc.sample(brokenSysmonStream({ faults: [id] }), 10)) {
      expect(fault).toBe(id);
      expect(text).toBe(writeFile(drafts, sysmonForms[form], root));
      expect(drafts.length).toBeGreaterThan(1);
    }
  });
});

describe('faults of Falcon events', () => {
  it.each(ids(falconFaults))('%s changes the text, wherever it applies', (id) => {
    for (const { form, draft, text, fault } of fc.sample(brokenNetworkConnectIp6({ faults: [id] }), 30)) {
      expect(fault).toBe(id);
      expect(text).not.toBe(writeEvent(draft, falconForms[form]));
    }
  });

  it.each(ids(falconStreamFaults))('%s is put into captures', (id) => {
    for (const { fault, text } of fc.sample(brokenFalconStream({ faults: [id] }), 10)) {
      expect(fault).toBe(id);
      expect(text.endsWith('\n')).toBe(true);
    }
  });

  it('of captures need the envelope', () => expect(() => brokenFalconStream({ forms: ['table'] })).toThrow(RangeError));
});
