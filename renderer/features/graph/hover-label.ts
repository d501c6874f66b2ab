/** Draws the label of a highlighted node on a quiet plate, in the theme's own colours. */
import type { Settings } from 'sigma/settings';
import type { NodeDisplayData, PartialButFor } from 'sigma/types';
import type { GraphColours } from './graph-colours.ts';

type Labelled = PartialButFor<NodeDisplayData, 'x' | 'y' | 'size' | 'label' | 'color'>;

export function drawHoverLabel(
  context: CanvasRenderingContext2D,
  data: Labelled,
  settings: Pick<Settings, 'labelSize' | 'labelFont' | 'labelWeight'>,
  colours: GraphColours,
): void {
  const paddingPx = 5;
  context.font = `${settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`;
  context.beginPath();
  context.arc(data.x, data.y, data.size + 2, 0, Math.PI * 2);
  context.strokeStyle = colours.edgeStrong;
  context.lineWidth = 1.5;
  context.stroke();
  if (typeof data.label !== 'string' || data.label === '') return;
  const width = context.measureText(data.label).width;
  const height = settings.labelSize + paddingPx * 2;
  const left = data.x + data.size + 6;
  context.beginPath();
  context.roundRect(left, data.y - height / 2, width + paddingPx * 2, height, 4);
  context.fillStyle = colours.surface;
  context.fill();
  context.strokeStyle = colours.edge;
  context.lineWidth = 1;
  context.stroke();
  context.fillStyle = colours.label;
  context.textBaseline = 'middle';
  context.fillText(data.label, left + paddingPx, data.y + 0.5);
}
