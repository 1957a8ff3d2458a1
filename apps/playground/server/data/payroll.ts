import { createRandom } from './random.ts';
import { dayAttributes, daySpan, type PlaygroundRecord } from './record.ts';
import { tenants } from './tenants.ts';

const lowestSalary = 31_000;
const salarySpan = 52_000;

/** The `payroll` index, which almost no key should reach. */
export function createPayroll(): PlaygroundRecord[] {
  const random = createRandom(20_241_224);
  const records: PlaygroundRecord[] = [];

  for (const tenant of tenants)
    for (const department of tenant.departments)
      for (const person of department.people) {
        const salary = lowestSalary + Math.floor((random() * salarySpan) / 500) * 500;
        records.push({
          objectID: `pay-${String(records.length + 1).padStart(2, '0')}`,
          title: `Salary review of ${person}, ${department.name}`,
          description: `Yearly review at ${tenant.name}. Confidential to the people department.`,
          tenant: tenant.id,
          company: tenant.name,
          group: department.name,
          category: 'salary',
          owner: person,
          visible_by: [`${tenant.id}/people`],
          _tags: [`user_${person}`, 'salary', 'confidential'],
          salary,
          ...dayAttributes(random() * daySpan),
        });
      }
  return records;
}
