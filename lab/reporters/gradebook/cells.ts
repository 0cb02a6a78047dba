/**
 * A gradebook as cells, and back to its very bytes: encoding, byte order mark, delimiter, quotes
 * and ends of lines stay as the exporter wrote them. A file that would not come back the same is
 * refused.
 */
import { type CsvError, parse } from 'csv-parse/sync';
import { LabError } from '../../model/errors.ts';

export interface Cell {
  /** As a person reads it. */
  text: string;
  /** As it stands between the quotes, in the file's own bytes or UTF-16. */
  raw: string;
  isQuoted: boolean;
}

export interface Cells {
  rows: Cell[][];
  /** What ends each row; empty at the end of a file whose last line has no end. */
  ends: string[];
  delimiter: string;
  packing: Packing;
}

/** How text stands in bytes: `unpack` loses nothing, and `pack` is its way back. */
interface Packing {
  mark: Buffer;
  pack: (text: string) => Buffer;
  decode: (raw: string) => string;
}

/** `file` is named where it is refused. Throws LabError FILE_WRONG. */
export function readCells(bytes: Uint8Array, file: string): Cells {
  const { text, packing } = unpack(Buffer.from(bytes), file);
  const delimiter = findDelimiter(text, file);
  const parsed = parseCells(text, delimiter, file);
  const rows = parsed.map((row) =>
    row.map(({ raw, isQuoted }): Cell => ({ raw, isQuoted, text: packing.decode(raw) })),
  );
  const ends: string[] = [];
  let at = 0;
  for (const [index, row] of rows.entries()) {
    const line = joinCells(row, delimiter);
    const [end] =
      /^(?:\r\n|\n|\r|$)/.exec(text.slice(at + line.length, at + line.length + 2)) ?? [];
    if (end === undefined || !text.startsWith(line, at)) throw refuse(file, `row ${index + 1}`);
    ends.push(end);
    at += line.length + end.length;
  }
  if (at !== text.length) throw refuse(file, 'its end');
  return { rows, ends, delimiter, packing };
}

/** The bytes of a gradebook; those of readCells, where nothing was filled in. */
export function writeCells({ rows, ends, delimiter, packing }: Cells): Buffer {
  const lines = rows.map((row, index) => joinCells(row, delimiter) + (ends[index] ?? ''));
  return Buffer.concat([packing.mark, packing.pack(lines.join(''))]);
}

/** A cell with other text, of ASCII; it gets quotes where it had some or needs them. */
export function fillCell(cell: Cell, text: string, { delimiter }: Cells): Cell {
  const isQuoted = cell.isQuoted || text.includes(delimiter) || /["\r\n]/.test(text);
  return { text, raw: text, isQuoted };
}

function joinCells(row: readonly Cell[], delimiter: string): string {
  return row
    .map(({ raw, isQuoted }) => (isQuoted ? `"${raw.replaceAll('"', '""')}"` : raw))
    .join(delimiter);
}

/**
 * UTF-16 as the text that it is. All else byte by byte, a character each: in UTF-8, windows-1252
 * and their like delimiters, quotes and digits are single bytes of ASCII.
 */
function unpack(bytes: Buffer, file: string): { text: string; packing: Packing } {
  const start = bytes.subarray(0, 3).toString('hex');
  const isBig = start.startsWith('feff');
  const isMarked = isBig || start.startsWith('fffe');
  // Without a mark it shows by its ASCII: each second byte of the first line is NUL.
  const isLittle =
    start.startsWith('fffe') || (bytes.length > 3 && bytes[1] === 0 && bytes[3] === 0);
  if (isBig || isLittle) {
    const mark = bytes.subarray(0, isMarked ? 2 : 0);
    const body = Buffer.from(bytes.subarray(mark.length));
    if (body.length % 2 !== 0) throw refuse(file, 'its last byte, half a character of UTF-16');
    const text = (isBig ? body.swap16() : body).toString('utf16le');
    const pack = (all: string) => {
      const packed = Buffer.from(all, 'utf16le');
      return isBig ? packed.swap16() : packed;
    };
    return { text, packing: { mark, pack, decode: (raw) => raw } };
  }
  const mark = bytes.subarray(0, start === 'efbbbf' ? 3 : 0);
  const body = bytes.subarray(mark.length);
  const encoding = isUtf8(body) ? 'utf8' : 'latin1';
  const packing: Packing = {
    mark,
    pack: (all) => Buffer.from(all, 'latin1'),
    decode: (raw) => Buffer.from(raw, 'latin1').toString(encoding),
  };
  return { text: body.toString('latin1'), packing };
}

function isUtf8(body: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(body);
    return true;
  } catch {
    return false;
  }
}

const delimiters = [',', '\t', ';'];

/** The one that makes most columns of the first row. */
function findDelimiter(text: string, file: string): string {
  const counts = delimiters.map((delimiter) => {
    try {
      return parseRows(text, delimiter, 1)[0]?.length ?? 0;
    } catch {
      return 0;
    }
  });
  const most = Math.max(...counts);
  if (most >= 2) return delimiters[counts.indexOf(most)] ?? '';
  throw new LabError('FILE_WRONG', `${file} is no table: its first line has no columns`, {
    hint: 'Give it the gradebook as it was exported, as CSV or as text with tabs.',
  });
}

type Parsed = Pick<Cell, 'raw' | 'isQuoted'>[][];

function parseCells(text: string, delimiter: string, file: string): Parsed {
  try {
    return parseRows(text, delimiter);
  } catch (cause) {
    const { lines } = cause as CsvError & { lines?: number };
    throw refuse(file, lines === undefined ? 'its quotes' : `line ${lines}`, cause);
  }
}

/** Throws CsvError for quotes that RFC 4180 does not know. */
function parseRows(text: string, delimiter: string, to = -1): Parsed {
  return parse(text, {
    ...{ delimiter, to, relax_column_count: true },
    record_delimiter: ['\r\n', '\n', '\r'],
    cast: (raw, { quoting }) => ({ raw, isQuoted: quoting }) as unknown as string,
  }) as unknown as Parsed;
}

function refuse(file: string, where: string, cause?: unknown): LabError {
  const message = `${file} cannot be kept as it was exported: ${where} is not as CSV has it (RFC 4180)`;
  return new LabError('FILE_WRONG', message, {
    hint: 'Export the gradebook anew, and do not save it with another program.',
    ...(cause !== undefined && { cause }),
  });
}
