/** The part of Bun that the examples use. */
declare const Bun: {
  serve(options: { port: number | string; fetch(request: Request): Response }): unknown;
};
