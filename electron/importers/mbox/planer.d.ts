/** The part of planer (a port of talon, untyped) that we use: marking lines and judging the marks. */
declare module 'planer' {
  interface ReturnFlags {
    wereLinesDeleted?: boolean;
    firstLine?: number;
    lastLine?: number;
  }
  /** One letter a line: e empty, m quoted, s splitter, f forward, t text. */
  export function markMessageLines(lines: readonly string[]): string;
  export function processMarkedLines(lines: readonly string[], markers: string, flags?: ReturnFlags): readonly string[];
}
