import type { Parameters } from '@forgekey/node';
import { distanceMetres, type GeoPoint, isInsideBox, isInsidePolygon, pointsOf } from './geo.ts';
import { readInteger, wrongValue } from './read-parameter.ts';

/** Where a search looks. */
export interface GeoOptions {
  readonly center: GeoPoint | undefined;
  /** Undefined for no limit. */
  readonly radiusMetres: number | undefined;
  /** Distances in one step of this size rank the same. */
  readonly precisionMetres: number;
  readonly boxes: readonly (readonly number[])[];
  readonly polygons: readonly (readonly number[])[];
}

/**
 * Boxes override polygons, and both override the circle. A circle without a radius limits nothing here; the engine
 * chooses a radius by the density of the records.
 *
 * @see https://www.algolia.com/doc/api-reference/api-parameters/insideBoundingBox/
 * @throws {ApiError} 400 for coordinates that cannot be read
 */
export function readGeoOptions(parameters: Parameters): GeoOptions {
  const boxes = readAreas(parameters, 'insideBoundingBox', count => count === 4);
  const polygons =
    boxes.length > 0 ? [] : readAreas(parameters, 'insidePolygon', count => count >= 6 && count % 2 === 0);
  const center = boxes.length + polygons.length > 0 ? undefined : readPoint(parameters);
  const { aroundRadius } = parameters;
  const hasRadius = center !== undefined && aroundRadius !== undefined && aroundRadius !== 'all';
  return {
    center,
    radiusMetres: hasRadius ? readInteger(parameters, 'aroundRadius', 0) : undefined,
    precisionMetres: readPrecision(parameters),
    boxes,
    polygons,
  };
}

/** Whether the parameters hide any record because of its location. */
export function limitsPlace({ radiusMetres, boxes, polygons }: GeoOptions): boolean {
  return radiusMetres !== undefined || boxes.length + polygons.length > 0;
}

/** Whether a record lies in the area of the search. With several points, one of them is enough. */
export function isInPlace(record: object, options: GeoOptions): boolean {
  return pointsOf(record).some(point => {
    const { center, radiusMetres, boxes, polygons } = options;
    if (boxes.length > 0) return boxes.some(box => isInsideBox(point, box));
    if (polygons.length > 0) return polygons.some(polygon => isInsidePolygon(point, polygon));
    return distanceMetres(center!, point) <= radiusMetres!;
  });
}

function readPoint(parameters: Parameters): GeoPoint | undefined {
  const value = parameters.aroundLatLng;
  if (value === undefined || value === '') return undefined;
  const numbers = typeof value === 'string' ? readNumbers(value) : undefined;
  if (numbers?.length !== 2) throw wrongValue('aroundLatLng', 'a string "latitude, longitude"');
  return { lat: numbers[0]!, lng: numbers[1]! };
}

/** A list of numbers, several such lists, or their comma-separated text. */
function readAreas(
  parameters: Parameters,
  name: string,
  isCount: (count: number) => boolean,
): (readonly number[])[] {
  const value = parameters[name];
  if (value === undefined || value === null || value === '') return [];
  const expected = 'a list of latitudes and longitudes, two for each corner';
  if (typeof value !== 'string' && !Array.isArray(value)) throw wrongValue(name, expected);
  const lists: unknown[] =
    typeof value === 'string' ? [readNumbers(value)] : Array.isArray(value[0]) ? value : [value];
  for (const list of lists) {
    const isReadable = Array.isArray(list) && isCount(list.length) && list.every(Number.isFinite);
    if (!isReadable) throw wrongValue(name, expected);
  }
  return lists as number[][];
}

function readNumbers(text: string): number[] {
  return text.split(',').map(part => (part.trim() === '' ? Number.NaN : Number(part)));
}

function readPrecision(parameters: Parameters): number {
  const { aroundPrecision } = parameters;
  return Array.isArray(aroundPrecision) ? 10 : Math.max(1, readInteger(parameters, 'aroundPrecision', 10));
}
