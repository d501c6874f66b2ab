/** What the search of a `query` block finds, as an export keeps it: at the time of the export. */
import type { MarkedPart } from '#shared/search/shown-passage.ts';
import { findQuery } from '../embed/query-results.ts';
import { element, type Drawing } from './drawing.ts';
import { drawCode } from './static-source.ts';

/** The source where there is nothing to be shown. */
export function drawQuery(source: string, drawing: Drawing): HTMLElement {
  const box = element(drawing, 'div', 'embed query');
  box.append(drawCode(source, null, drawing));
  drawing.later(
    findQuery(source, drawing.context).then((results) => {
      if (typeof results === 'string') {
        box.append(element(drawing, 'p', 'embed-title', results));
        return;
      }
      const title = element(drawing, 'div', 'embed-title');
      title.append(element(drawing, 'code', '', results.search), ` ${results.count}`);
      const list = element(drawing, 'ul');
      for (const { path, title: name, passages } of results.notes) {
        const item = element(drawing, 'li');
        const anchor = element(drawing, 'a');
        anchor.append(...marked(name, drawing));
        drawing.link({ anchor, path, line: null });
        item.append(anchor);
        for (const { parts } of passages) {
          const passage = element(drawing, 'p');
          passage.dir = 'auto';
          passage.append(...marked(parts, drawing));
          item.append(passage);
        }
        list.append(item);
      }
      box.replaceChildren(title, ...results.problems.map((problem) => element(drawing, 'p', 'embed-title', problem)));
      if (results.notes.length > 0) box.append(list);
      if (results.more > 0) box.append(element(drawing, 'p', 'embed-title', drawing.context.say('query.more', { number: String(results.more) })));
    }),
  );
  return box;
}

function marked(parts: readonly MarkedPart[], drawing: Drawing): readonly (Node | string)[] {
  return parts.map(({ text, marked: isMarked }) => (isMarked ? element(drawing, 'mark', '', text) : text));
}
