/** Reads PDFs with pdf.js. A file of its own so that it loads only where a PDF is shown. */
import { getDocument, PDFWorker, TextLayer, type RenderTask } from 'pdfjs-dist';

export interface PdfPages {
  readonly count: number;
  /** Draws a page into the frame, at the frame's width, with its text for selection and screen readers. */
  draw(page: number, frame: HTMLElement): Promise<void>;
  close(): void;
}

/** Rejects where the file is no PDF that can be read. */
export async function openPdf(url: string): Promise<PdfPages> {
  const port = new Worker(new URL('./pdf-worker.ts', import.meta.url), { type: 'module' });
  const worker = PDFWorker.create({ port });
  const close = (): void => {
    worker.destroy();
    port.terminate();
  };
  try {
    // WebAssembly would need a hole in the content policy. Forms stay closed and scripts are never run.
    const document = await getDocument({ url, worker, useWasm: false, enableXfa: false, stopAtErrors: false }).promise;
    let running: RenderTask | null = null;
    return {
      count: document.numPages,
      async draw(number, frame) {
        running?.cancel();
        const page = await document.getPage(number);
        const natural = page.getViewport({ scale: 1 });
        const scale = Math.max(1, frame.clientWidth) / natural.width;
        const viewport = page.getViewport({ scale });
        const canvas = frame.ownerDocument.createElement('canvas');
        const density = Math.min(2, window.devicePixelRatio);
        canvas.width = Math.floor(viewport.width * density);
        canvas.height = Math.floor(viewport.height * density);
        canvas.style.width = `${viewport.width}px`;
        canvas.style.height = `${viewport.height}px`;
        const text = frame.ownerDocument.createElement('span');
        text.className = 'pdf-text';
        text.style.setProperty('--total-scale-factor', String(scale));
        frame.replaceChildren(canvas, text);
        const render = page.render({ canvas, viewport, transform: [density, 0, 0, density, 0, 0] });
        running = render;
        try {
          await render.promise;
          await new TextLayer({ textContentSource: page.streamTextContent(), container: text, viewport }).render();
        } catch (error) {
          // Turned on before it was drawn.
          if (!(error instanceof Error) || error.name !== 'RenderingCancelledException') throw error;
        }
      },
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}
