import type { ParameterType } from './search-parameters.ts';

/** For each type of the table that is no union: what a value of it becomes, or undefined where it is none of the type's. */
export type Converters<Input> = Readonly<Record<ParameterType, Converter<Input>>>;

type Converter<Input> = (input: Input) => unknown;

/** What the converter of `type` makes of `input`; for a union, that of the first alternative that takes it. */
export function convertByType<Input>(converters: Converters<Input>, type: string, input: Input): unknown {
  const converter = converterOf(converters, type);
  // Most types are no union, and to split one takes longer than to convert by it.
  return converter === undefined ? convertByUnion(converters, type, input) : converter(input);
}

function convertByUnion<Input>(converters: Converters<Input>, union: string, input: Input): unknown {
  for (const alternative of union.split(' | ')) {
    const converter = converterOf(converters, alternative);
    const value = converter === undefined ? literal(alternative, input) : converter(input);
    if (value !== undefined) return value;
  }
  return undefined;
}

function converterOf<Input>(converters: Converters<Input>, type: string): Converter<Input> | undefined {
  return (converters as Readonly<Record<string, Converter<Input>>>)[type];
}

function literal(alternative: string, input: unknown): unknown {
  return typeof input === 'string' && alternative === `'${input}'` ? input : undefined;
}
