/** Where in the seed of an emulator something cannot be used. */
export interface SeedPlace {
  readonly indexName: string;
  readonly part: 'records' | 'settings' | 'rules';
  /** Of the record or rule, from 0; absent for settings, and where the list itself is at fault. */
  readonly position?: number;
}

/** Records, settings or rules that the emulator cannot use. It loads all of a seed or nothing. */
export class SeedError extends TypeError {
  override readonly name: string = 'SeedError';
  readonly place: SeedPlace;
  /** What is wrong, without the place. */
  readonly reason: string;

  constructor(place: SeedPlace, reason: string) {
    const { indexName, part, position } = place;
    super(`indices: "${indexName}", ${part}${position === undefined ? '' : `[${position}]`}: ${reason}`);
    this.place = place;
    this.reason = reason;
  }
}
