/** The graph's colours from the design tokens, as values that WebGL understands. */

export interface GraphColours {
  readonly note: string;
  readonly wiki: string;
  readonly source: string;
  readonly attachment: string;
  readonly unresolved: string;
  readonly edge: string;
  readonly edgeStrong: string;
  readonly faded: string;
  readonly label: string;
  readonly surface: string;
}

const tokens: { readonly [K in keyof GraphColours]: string } = {
  note: '--hue-6',
  wiki: '--hue-1',
  source: '--hue-2',
  attachment: '--hue-7',
  unresolved: '--border-control',
  edge: '--border-strong',
  edgeStrong: '--accent',
  faded: '--border',
  label: '--text',
  surface: '--surface-raised',
};

/** Reads every token as it applies to `element`; a canvas turns any CSS colour into `#rrggbb`. */
export function readGraphColours(element: HTMLElement): GraphColours {
  const style = getComputedStyle(element);
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const read = (token: string): string => {
    const value = style.getPropertyValue(token).trim();
    if (context === null || value === '') return '#888888';
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = value;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
  };
  return {
    note: read(tokens.note),
    wiki: read(tokens.wiki),
    source: read(tokens.source),
    attachment: read(tokens.attachment),
    unresolved: read(tokens.unresolved),
    edge: read(tokens.edge),
    edgeStrong: read(tokens.edgeStrong),
    faded: read(tokens.faded),
    label: read(tokens.label),
    surface: read(tokens.surface),
  };
}
