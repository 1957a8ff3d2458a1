/** Where in the seed of an emulator something cannot be used. */
export interface SeedPlace {
  /** The name of the index. */
  readonly indexName: string;
  /** Which part of the index. */
  readonly part: 'records' | 'settings' | 'rules';
  /** Of the record or rule, from 0; absent for settings, and where the list itself is at fault. */
  readonly position?: number;
}

/** Records, settings or rules that the emulator cannot use. It loads all of a seed or nothing. */
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
