/**
 * Draws Mermaid diagrams. A file of its own so that Mermaid loads only where there is a diagram.
 *
 * The drawing is shown as an image: in an image nothing runs, nothing is fetched and no style
 * leaks, whatever the diagram's source says.
 */
import mermaid from 'mermaid';
import type { Rendered } from './source-preview.ts';

let drawings = 0;

export async function drawMermaid(source: string, dark: boolean, description: string): Promise<Rendered> {
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    theme: dark ? 'dark' : 'neutral',
    suppressErrorRendering: true,
    // Text in HTML would be lost in an image.
    htmlLabels: false,
    flowchart: { htmlLabels: false, useMaxWidth: false },
    fontFamily: 'system-ui, sans-serif',
  });
  try {
    drawings += 1;
    const { svg } = await mermaid.render(`verso-diagram-${drawings}`, source);
    return { kind: 'shown', element: asImage(svg, description) };
  } catch (error) {
    return { kind: 'problem', text: error instanceof Error ? error.message : String(error) };
  }
}

function asImage(svg: string, description: string): HTMLImageElement {
  const image = document.createElement('img');
  const size = /viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"/u.exec(svg);
  if (size !== null) {
    image.width = Math.ceil(Number(size[1]));
    image.height = Math.ceil(Number(size[2]));
  }
  // Mermaid writes `<br>` as HTML does; an image is XML.
  const xml = svg.replace(/<br\s*>/gu, '<br/>').replace(/^<svg (?![^>]*xmlns=)/u, '<svg xmlns="http://www.w3.org/2000/svg" ').replace(/width="100%"/u, size === null ? '' : `width="${image.width}" height="${image.height}"`);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(xml)}`;
  image.alt = description;
  image.draggable = false;
  return image;
}
