/** One line of the input, without its bytes if it is longer than the limit. */
export interface InputLine {
  /** 1 for the first. */
  readonly number: number;
  /** Without the line break; undefined for a line that was too long to keep. */
  readonly bytes: Uint8Array | undefined;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * Splits bytes into lines that end with LF or CRLF. Yields the lines that each chunk completes. Keeps at most one chunk and
 * one line in memory, however long a line is.
 */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  maxLineBytes: number,
): AsyncGenerator<InputLine[]> {
  let number = 0;
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;

  const keep = (part: Uint8Array): void => {
    pendingBytes += part.length;
    if (pendingBytes > maxLineBytes) pending = [];
    else pending.push(part);
  };
  const finish = (): InputLine => {
    number++;
    const bytes = pendingBytes > maxLineBytes ? undefined : withoutReturn(joined(pending));
    pending = [];
    pendingBytes = 0;
    return { number, bytes };
  };

  for await (const chunk of chunks) {
    const lines: InputLine[] = [];
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      keep(chunk.subarray(start, end));
      lines.push(finish());
      start = end + 1;
    }
    keep(chunk.subarray(start));
    yield lines;
  }
  if (pendingBytes > 0) yield [finish()];
}

/** Most lines lie within one chunk, and need no copy. */
function joined(parts: readonly Uint8Array[]): Uint8Array {
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
}

function withoutReturn(line: Uint8Array): Uint8Array {
  return line.at(-1) === CARRIAGE_RETURN ? line.subarray(0, -1) : line;
}
