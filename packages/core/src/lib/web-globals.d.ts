// The global names that core uses. Node, Deno, Bun, workerd and browsers share them.
// The DOM types are not used, because they would allow browser APIs in core.
declare function btoa(binary: string): string;
declare function atob(base64: string): string;
declare class TextEncoder {
  encode(text: string): Uint8Array;
  encodeInto(text: string, target: Uint8Array): { readonly written: number };
}
declare class TextDecoder {
  constructor(label: 'utf-8', options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes: Uint8Array): string;
}
declare class URL {
  constructor(url: string);
  readonly searchParams: Iterable<readonly [name: string, value: string]>;
}
