declare module 'logic-solver' {
  /** A formula, or the name of a variable. */
  export type Formula = string | object;
  export function and(...formulas: Formula[]): Formula;
  export function or(...formulas: Formula[]): Formula;
  export function not(formula: Formula): Formula;
  export function atMostOne(...formulas: Formula[]): Formula;
  export class Solver {
    /** Null if the formula cannot hold. */
    solveAssuming(formula: Formula): object | null;
  }
}
