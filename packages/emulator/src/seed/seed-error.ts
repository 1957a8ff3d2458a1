/** The place of an error in the seed of an emulator. */
export interface SeedPlace {
  /** The name of the index. */
  readonly indexName: string;
  /** Which part of the index. */
  readonly part: 'records' | 'settings' | 'rules';
  /** The position of the record or rule, from 0; absent for settings, and if the list itself is wrong. */
  readonly position?: number;
}

/** The emulator cannot use some records, settings or rules. It loads all of a seed or nothing. */
export class SeedError extends TypeError {
  /** `SeedError`. */
  override readonly name: string = 'SeedError';
  /** Where it is. */
  readonly place: SeedPlace;
  /** What is wrong, without the place. */
  readonly reason: string;

  /** Creates an error. Only the emulator itself needs this. */
  constructor(place: SeedPlace, reason: string) {
    const { indexName, part, position } = place;
    super(`indices: "${indexName}", ${part}${position === undefined ? '' : `[${position}]`}: ${reason}`);
    this.place = place;
    this.reason = reason;
  }
}
