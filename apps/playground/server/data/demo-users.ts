/** A user to search as. */
export interface DemoUser {
  id: string;
  name: string;
  role: string;
  /** The parent key that this user's keys are made from, by name. */
  parent: string;
  /** The user sees a record if its `visible_by` has one of these values. */
  visibleBy: readonly string[];
}

export const demoUsers: readonly DemoUser[] = [
  {
    id: 'mina',
    name: 'Mina Okafor',
    role: 'Architect at Harbor & Vale',
    parent: 'search',
    visibleBy: ['mina', 'harbor/design', 'harbor/all', 'public'],
  },
  {
    id: 'ines',
    name: 'Ines Duarte',
    role: 'People partner at Harbor & Vale',
    parent: 'search',
    visibleBy: ['ines', 'harbor/people', 'harbor/all', 'public'],
  },
  {
    id: 'aisha',
    name: 'Aisha Rahman',
    role: 'Ward manager at Juniper Clinic',
    parent: 'search',
    visibleBy: ['aisha', 'juniper/care', 'juniper/all', 'public'],
  },
  {
    id: 'leo',
    name: 'Leo Marchetti',
    role: 'Buyer at Copperfield Foods, trade customer of the shop',
    parent: 'rate-limited',
    visibleBy: ['leo', 'copperfield/purchasing', 'copperfield/all', 'wholesale', 'public'],
  },
  {
    id: 'guest',
    name: 'A guest',
    role: 'Not signed in, shops only',
    parent: 'products-only',
    visibleBy: ['public'],
  },
];

export function findDemoUser(id: string): DemoUser | undefined {
  return demoUsers.find(user => user.id === id);
}
