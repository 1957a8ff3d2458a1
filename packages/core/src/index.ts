export type { ForgekeyErrorCode } from './errors.ts';
export { FilterSyntaxError, ForgekeyError, isForgekeyError } from './errors.ts';
