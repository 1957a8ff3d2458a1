import { describe, expect, it } from 'vitest';
import { reportLine } from '../src/report-line.ts';

describe('reportLine', () => {
  it('says how many cases ran', () => {
    const report = { core: { passed: 4000, failures: [] }, node: { passed: 2, failures: [] } };
    expect(reportLine(report)).toBe('4,002 cases (core 4,000, node 2)');
  });

  it('is an error if a case failed', () => {
    const failures = [{ name: 'a case', message: 'differs\nat …' }];
    expect(() => reportLine({ core: { passed: 9, failures } })).toThrow(/1 cases failed\n {2}core: a case/);
  });

  it('is an error if nothing ran', () => {
    expect(() => reportLine({})).toThrow('no case ran');
    expect(() => reportLine({ core: { passed: 0, failures: [] } })).toThrow('no case ran: core');
  });
});
