/** A record as a caller would have indexed it. `visible_by` holds user ids, groups and `public`. */
export interface PlaygroundRecord {
  objectID: string;
  title: string;
  description: string;
  owner: string;
  visible_by: string[];
  group: string;
  _tags: string[];
  category: string;
  /** Unix seconds, so that numeric filters can use it. */
  created: number;
  /** The same instant as an ISO date, for people. */
  created_date: string;
  [attribute: string]: unknown;
}

const secondsPerDay = 86_400;
/** 1 January 2025: every date of the data set lies in the 660 days after it. */
const firstDay = Date.UTC(2025, 0, 1) / 1000;

/** The two date attributes for the day that lies `days` after the first one. */
export function dayAttributes(days: number): { created: number; created_date: string } {
  const created = firstDay + Math.floor(days) * secondsPerDay;
  return { created, created_date: new Date(created * 1000).toISOString().slice(0, 10) };
}

export const daySpan = 660;
