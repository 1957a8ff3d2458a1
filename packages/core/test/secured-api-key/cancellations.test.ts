import { expect, it } from 'vitest';
import { cancellations } from '../../src/secured-api-key/restrictions.ts';

const values = (...names: string[]): ReadonlyMap<string, unknown> =>
  new Map(names.map(name => [name, 'any']));

it('a parameter is cancelled by each that its row names, of the other side', () => {
  expect(cancellations(values('query'), values('similarQuery'))).toEqual([
    { cancelled: 'query', by: 'similarQuery' },
  ]);
  expect(
    cancellations(values('aroundLatLng', 'page'), values('insideBoundingBox', 'insidePolygon')),
  ).toHaveLength(2);
  expect(cancellations(values('similarQuery', 'page'), values('query', 'filters'))).toEqual([]);
  expect(cancellations(values('query'), values())).toEqual([]);
});

it('a parameter that its own side cancels is not cancelled again by the other', () => {
  const own = values('query', 'similarQuery');
  expect(cancellations(own, values('similarQuery'))).toEqual([]);
  expect(cancellations(own, own)).toEqual([{ cancelled: 'query', by: 'similarQuery' }]);
});
