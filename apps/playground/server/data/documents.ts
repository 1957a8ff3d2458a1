import { createRandom, pick } from './random.ts';
import { dayAttributes, daySpan, type PlaygroundRecord } from './record.ts';
import { type Department, type Subject, type Tenant, tenants } from './tenants.ts';

interface Kind {
  category: string;
  title: (subject: string) => string;
  describe: (about: string) => string;
}

const kinds: readonly Kind[] = [
  {
    category: 'report',
    title: subject => `${subject}: progress report`,
    describe: about => `Where we stand with ${about}. Risks, open decisions and the next four weeks.`,
  },
  {
    category: 'minutes',
    title: subject => `Minutes: ${subject.toLowerCase()}`,
    describe: about => `What was said and who does what by when. On the table: ${about}.`,
  },
  {
    category: 'budget',
    title: subject => `${subject} budget`,
    describe: about =>
      `Planned and actual figures for ${about}, with a note on every difference above a tenth.`,
  },
  {
    category: 'plan',
    title: subject => `Plan for ${subject.toLowerCase()}`,
    describe: about => `Steps, owners and dates: ${about}. Drafted for comment.`,
  },
  {
    category: 'contract',
    title: subject => `Agreement on ${subject.toLowerCase()}`,
    describe: about => `Signed terms covering ${about}. Notice period, liability and a yearly review.`,
  },
];

const documentsPerSubject = 3;
const publicShare = 0.15;
const sharedShare = 0.35;

function visibility(tenant: Tenant, department: Department, owner: string, draw: number): string[] {
  const narrow = [owner, `${tenant.id}/${department.name}`];
  // Documents about pay and leave are visible only to the department that handles them.
  if (department.name === 'people') return narrow;
  if (draw < publicShare) return [...narrow, `${tenant.id}/all`, 'public'];
  return draw < sharedShare ? [...narrow, `${tenant.id}/all`] : narrow;
}

/** The `documents` index: what the departments of three companies wrote. Most of it is not public. */
export function createDocuments(): PlaygroundRecord[] {
  const random = createRandom(20_250_101);
  const records: PlaygroundRecord[] = [];

  const add = (tenant: Tenant, department: Department, subject: Subject, kind: Kind): void => {
    const owner = pick(random, department.people);
    const visibleBy = visibility(tenant, department, owner, random());
    const confidential = visibleBy.length === 2;
    records.push({
      objectID: `doc-${String(records.length + 1).padStart(3, '0')}`,
      title: kind.title(subject[0]),
      description: kind.describe(subject[1]),
      tenant: tenant.id,
      company: tenant.name,
      group: department.name,
      category: kind.category,
      owner,
      visible_by: visibleBy,
      _tags: [`user_${owner}`, kind.category, confidential ? 'confidential' : 'shared'],
      pages: 1 + Math.floor(random() * 40),
      ...dayAttributes(random() * daySpan),
    });
  };

  for (const tenant of tenants)
    for (const department of tenant.departments)
      for (const subject of department.subjects) {
        const first = Math.floor(random() * kinds.length);
        for (let step = 0; step < documentsPerSubject; step += 1)
          add(tenant, department, subject, kinds[(first + step) % kinds.length]!);
      }
  return records;
}
