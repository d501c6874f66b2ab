/** pdf.js's own worker, as a script of this app's origin. */
import 'pdfjs-dist/build/pdf.worker.mjs';
