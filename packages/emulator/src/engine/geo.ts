/** A point on the earth, in degrees. */
export interface GeoPoint {
  readonly lat: number;
  readonly lng: number;
}

const EARTH_RADIUS_METRES = 6_371_000;

/** The points of a record: `_geoloc`, one object or a list of them. */
export function pointsOf(record: object): GeoPoint[] {
  const value = (record as { _geoloc?: unknown })._geoloc;
  return (Array.isArray(value) ? value : [value]).filter(isPoint);
}

function isPoint(value: unknown): value is GeoPoint {
  const { lat, lng } = (value ?? {}) as Partial<GeoPoint>;
  return Number.isFinite(lat) && Number.isFinite(lng);
}

/** The distance along the surface, in metres (haversine). */
export function distanceMetres(a: GeoPoint, b: GeoPoint): number {
  const [latA, latB] = [radians(a.lat), radians(b.lat)];
  const half =
    Math.sin((latB - latA) / 2) ** 2 +
    Math.cos(latA) * Math.cos(latB) * Math.sin(radians(b.lng - a.lng) / 2) ** 2;
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(half)));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

/** Whether a point lies in the rectangle with the opposite corners `[lat1, lng1, lat2, lng2]`. */
export function isInsideBox(point: GeoPoint, [lat1, lng1, lat2, lng2]: readonly number[]): boolean {
  const [low, high] = [Math.min(lat1!, lat2!), Math.max(lat1!, lat2!)];
  const [west, east] = [Math.min(lng1!, lng2!), Math.max(lng1!, lng2!)];
  return point.lat >= low && point.lat <= high && point.lng >= west && point.lng <= east;
}

/** Whether a point lies in the polygon with the corners `[lat1, lng1, lat2, lng2, lat3, lng3, …]` (even-odd rule). */
export function isInsidePolygon(point: GeoPoint, corners: readonly number[]): boolean {
  let isInside = false;
  for (let i = 0, j = corners.length - 2; i < corners.length; j = i, i += 2) {
    const [latI, lngI, latJ, lngJ] = [corners[i]!, corners[i + 1]!, corners[j]!, corners[j + 1]!];
    const crosses = lngI > point.lng !== lngJ > point.lng;
    if (crosses && point.lat < ((latJ - latI) * (point.lng - lngI)) / (lngJ - lngI) + latI)
      isInside = !isInside;
  }
  return isInside;
}
