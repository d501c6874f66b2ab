/** All properties of a note as fields, each with its name and type; changes go out as new YAML. */
import { setYamlProperty, type PropertyValue } from '#shared/markdown/frontmatter.ts';
import { renameKey } from '#shared/markdown/property-splice.ts';
import { fixedType, propertyTypes, type PropertyType } from '#shared/model/property.ts';
import type { EditorContext } from '../rich/editor-context.ts';
import { createButton, createElement } from '../rich/views/dom-parts.ts';
import { createField, offer, type Field } from './property-field.ts';
import { propertyRows, type PropertyRow } from './property-rows.ts';

export interface PropertyFieldsOptions {
  readonly context: EditorContext;
  readonly yaml: () => string;
  readonly change: (yaml: string) => void;
  readonly leaveToText: () => void;
  readonly showSource: () => void;
}

export interface PropertyFields {
  readonly dom: HTMLElement;
  /** Shows the YAML as it is now; fields that stay keep their focus. */
  update(): void;
  /** Begins a new property. */
  add(): void;
  setReadOnly(readOnly: boolean): void;
}

interface ShownRow {
  readonly dom: HTMLElement;
  readonly kind: string;
  readonly field: Field | null;
  readonly update: (row: PropertyRow) => void;
}

export function createPropertyFields({ context, yaml, change, leaveToText, showSource }: PropertyFieldsOptions): PropertyFields {
  const { say, properties } = context;
  const dom = createElement('div', 'property-fields');
  const list = createElement('div', 'property-rows');
  const problem = createElement('p', 'property-problem');
  const addButton = createButton('property-add edit-only', say('properties.add'), () => add());
  dom.append(list, problem, addButton);
  let shown = new Map<string, ShownRow>();

  const apply = (next: string | null): boolean => {
    if (next === null) {
      problem.textContent = say('properties.cannot');
      return false;
    }
    if (next !== yaml()) change(next);
    return true;
  };
  const set = (name: string, value: PropertyValue | undefined): void => void apply(setYamlProperty(yaml(), name, value));
  const focusAfter = (name: string): void => {
    const rows = [...shown.keys()];
    const next = rows[rows.indexOf(name) + 1];
    const field = next === undefined ? null : shown.get(next)?.field;
    if (field === null || field === undefined) addButton.focus();
    else field.focus();
  };

  function createRow(row: PropertyRow): ShownRow {
    const { name, type } = row;
    const holder = createElement('div', 'property-row');
    const nameInput = createElement('input', 'property-name');
    nameInput.value = name;
    nameInput.dir = 'auto';
    nameInput.setAttribute('aria-label', say('properties.nameOf', { name }));
    nameInput.addEventListener('change', () => {
      if (nameInput.value.trim() === '' || !apply(renameKey(yaml(), name, nameInput.value.trim()))) nameInput.value = name;
    });
    nameInput.addEventListener('keydown', (event) => {
      if (event.isComposing) return;
      if (event.key === 'Enter') {
        event.preventDefault();
        nameInput.blur();
        shown.get(nameInput.value.trim())?.field?.focus();
      } else if (event.key === 'Escape') {
        nameInput.value = name;
        leaveToText();
      }
    });
    const field =
      type === null
        ? null
        : createField({
            name,
            type,
            say,
            set: (value) => set(name, value),
            suggest: (text) => properties.values(name, text),
            leave: (to) => (to === 'text' ? leaveToText() : focusAfter(name)),
            openLink: (target, newTab) => context.openLink(target, { newTab }),
            openTag: context.openTag,
          });
    const misfit = createElement('span', 'property-misfit');
    const value = field?.dom ?? createButton('property-raw', say('properties.nested'), showSource);
    holder.append(nameInput, value, misfit, typeMenu(name, type), removeButton(name));
    return {
      dom: holder,
      kind: kindOf(row),
      field,
      update(next) {
        field?.update(next.value);
        misfit.textContent = next.misfit === null ? '' : say('properties.misfit', { type: say(`properties.types.${next.misfit}`) });
      },
    };
  }

  function typeMenu(name: string, type: PropertyType | null): HTMLElement {
    const select = createElement('select', 'property-type edit-only');
    select.setAttribute('aria-label', say('properties.typeOf', { name }));
    select.disabled = type === null || fixedType(name) !== null;
    for (const candidate of propertyTypes) {
      if (candidate === 'tags' && type !== 'tags') continue;
      const option = document.createElement('option');
      option.value = candidate;
      option.textContent = say(`properties.types.${candidate}`);
      option.selected = candidate === type;
      select.append(option);
    }
    select.addEventListener('change', () => {
      const chosen = propertyTypes.find((candidate) => candidate === select.value);
      if (chosen !== undefined) properties.setType(name, chosen);
    });
    return select;
  }

  function removeButton(name: string): HTMLElement {
    const button = createButton('property-drop edit-only', say('properties.remove', { name }), () => {
      focusAfter(name);
      set(name, undefined);
    });
    button.textContent = '×';
    button.setAttribute('aria-label', say('properties.remove', { name }));
    return button;
  }

  function add(): void {
    const holder = createElement('div', 'property-row');
    const input = createElement('input', 'property-name');
    input.setAttribute('aria-label', say('properties.newName'));
    input.placeholder = say('properties.newName');
    offer(holder, input, (text) => Promise.resolve(properties.names().filter((name) => name.toLowerCase().includes(text.toLowerCase()) && !shown.has(name))));
    const finish = (): void => {
      const name = input.value.trim();
      holder.remove();
      if (name === '') {
        // Nothing was begun: what was made for it goes.
        if (yaml().trim() === '') change('');
        return;
      }
      if (!shown.has(name)) set(name, null);
      shown.get(name)?.field?.focus();
    };
    input.addEventListener('blur', finish, { once: true });
    input.addEventListener('keydown', (event) => {
      if (event.isComposing) return;
      if (event.key === 'Escape') input.value = '';
      if (event.key !== 'Enter' && event.key !== 'Escape') return;
      event.preventDefault();
      input.blur();
      if (event.key === 'Escape') addButton.focus();
    });
    holder.prepend(input);
    list.append(holder);
    input.focus();
  }

  function update(): void {
    const rows = propertyRows(yaml(), properties.typeOf);
    problem.textContent = rows === null ? say('properties.broken') : '';
    addButton.hidden = rows === null;
    const next = new Map<string, ShownRow>();
    for (const row of rows ?? []) {
      const old = shown.get(row.name);
      next.set(row.name, old !== undefined && old.kind === kindOf(row) ? old : createRow(row));
    }
    const doms = [...next.values()].map((row) => row.dom);
    for (const [name, row] of shown) if (next.get(name) !== row) row.dom.remove();
    // Moving an element takes the focus from it: only what stands elsewhere is put into place.
    for (const [index, row] of doms.entries()) if (list.children[index] !== row) list.insertBefore(row, list.children[index] ?? null);
    shown = next;
    for (const row of rows ?? []) next.get(row.name)?.update(row);
  }

  return {
    dom,
    update,
    add,
    setReadOnly(readOnly) {
      for (const input of dom.querySelectorAll('input')) {
        if (input.type === 'checkbox') input.disabled = readOnly;
        else input.readOnly = readOnly;
      }
    },
  };
}

/** A row is made anew when this changes. */
function kindOf({ name, type }: PropertyRow): string {
  return `${type ?? 'nested'} ${fixedType(name) ?? ''}`;
}
