/** The part of planer (a port of talon, which has no types) that we use: marking lines and judging the marks. */
declare module 'planer' {
  interface Planer {
    /** One letter a line: e empty, m quoted, s splitter, f forward, t text. */
    markMessageLines(lines: readonly string[]): string;
    processMarkedLines(lines: readonly string[], markers: string, flags: { wereLinesDeleted?: boolean; firstLine?: number; lastLine?: number }): unknown;
  }
  const planer: Planer;
  export default planer;
}
