/** Frontmatter: one line of names until it is wanted, then fields, or the YAML itself. */
import type { Node } from '@tiptap/pm/model';
import { Selection } from '@tiptap/pm/state';
import type { EditorView, NodeView } from '@tiptap/pm/view';
import type { PropertyFields, PropertyFieldsOptions } from '../../properties/property-fields.ts';
import type { EditorContext } from '../editor-context.ts';
import { createButton, createElement } from './dom-parts.ts';

type Shown = 'folded' | 'fields' | 'source';

/** Asks the view of a note's frontmatter to open and begin a property; dispatched on its element. */
export const addPropertyEvent = 'verso:add-property';

export function frontmatterView(node: Node, view: EditorView, getPosition: () => number | undefined, context: EditorContext): NodeView {
  const dom = createElement('div', 'frontmatter');
  const toggle = createElement('button', 'frontmatter-toggle');
  toggle.type = 'button';
  toggle.contentEditable = 'false';
  const panel = createElement('div', 'property-panel');
  panel.contentEditable = 'false';
  const source = document.createElement('pre');
  source.spellcheck = false;
  const contentDOM = document.createElement('code');
  source.append(contentDOM);
  const asSource = createButton('property-source edit-only', '', () => show(shown === 'source' ? 'fields' : 'source'));
  dom.append(toggle, panel, source, asSource);

  let current = node;
  let shown: Shown = 'folded';
  const options: PropertyFieldsOptions = {
    context,
    yaml: () => current.textContent,
    change(yaml) {
      const position = getPosition();
      if (position === undefined || !view.editable) return;
      const { tr, schema } = view.state;
      const end = position + current.nodeSize;
      // Without a property there is no frontmatter.
      if (yaml.trim() === '') tr.delete(position, end);
      else tr.replaceWith(position + 1, end - 1, schema.text(yaml));
      view.dispatch(tr);
    },
    leaveToText() {
      const position = getPosition();
      if (position === undefined) return;
      const { tr } = view.state;
      view.dispatch(tr.setSelection(Selection.near(tr.doc.resolve(Math.min(position + current.nodeSize, tr.doc.content.size)), 1)));
      view.focus();
    },
    showSource: () => show('source'),
  };
  let fields: PropertyFields | null = null;
  let loading: Promise<PropertyFields> | null = null;
  /** What reads YAML is loaded when somebody wants to see the fields. */
  const loadFields = (): Promise<PropertyFields> => {
    loading ??= import('../../properties/property-fields.ts').then(({ createPropertyFields }) => {
      fields = createPropertyFields(options);
      panel.append(fields.dom);
      refresh();
      return fields;
    });
    return loading;
  };
  let stopListening: (() => void) | null = null;

  function show(next: Shown): void {
    shown = next;
    dom.dataset['open'] = String(shown !== 'folded');
    dom.dataset['shown'] = shown;
    toggle.setAttribute('aria-expanded', String(shown !== 'folded'));
    asSource.textContent = context.say(shown === 'source' ? 'properties.asFields' : 'properties.asSource');
    const names = [...current.textContent.matchAll(/^([^\s#:-][^:\n]*):/gmu)].map((match) => match[1] ?? '');
    toggle.textContent = names.length === 0 || shown !== 'folded' ? context.say('properties.none') : context.say('properties.some', { names: names.join(', ') });
    if (shown === 'fields') {
      stopListening ??= context.properties.onChange(refresh);
      refresh();
      void loadFields();
    }
  }
  function refresh(): void {
    if (shown !== 'fields' || fields === null) return;
    fields.update();
    fields.setReadOnly(!view.editable);
  }
  panel.addEventListener('focusin', () => fields?.setReadOnly(!view.editable));
  toggle.addEventListener('mousedown', (event) => event.preventDefault());
  toggle.addEventListener('click', () => show(shown === 'folded' ? 'fields' : 'folded'));
  dom.addEventListener(addPropertyEvent, () => {
    show('fields');
    void loadFields().then((loaded) => loaded.add());
  });
  show('folded');
  return {
    dom,
    contentDOM,
    update(next) {
      if (next.type !== node.type) return false;
      current = next;
      show(shown);
      return true;
    },
    // Fields are no text of the document: the editor leaves their keys and clicks alone.
    stopEvent: (event) => event.target instanceof window.Node && !source.contains(event.target),
    ignoreMutation: (mutation) => mutation.type !== 'selection' && !contentDOM.contains(mutation.target),
    destroy: () => stopListening?.(),
  };
}
