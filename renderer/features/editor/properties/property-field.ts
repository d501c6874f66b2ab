/** The field for one value: a line, a number, a box, a day or a list of chips. */
import type { PropertyValue } from '#shared/markdown/frontmatter.ts';
import type { PropertyType } from '#shared/model/property.ts';
import { createButton, createElement } from '../rich/views/dom-parts.ts';
import { formatField, listItem, listItems, parseField } from './property-rows.ts';

export interface FieldOptions {
  readonly name: string;
  readonly type: PropertyType;
  readonly say: (key: string, values?: Readonly<Record<string, string>>) => string;
  readonly set: (value: PropertyValue) => void;
  readonly suggest: (text: string) => Promise<readonly string[]>;
  /** What the person does next: on with the fields, or back to the text. */
  readonly leave: (to: 'next' | 'text') => void;
  readonly openLink: (target: string, newTab: boolean) => void;
  readonly openTag: (tag: string) => void;
}

export interface Field {
  readonly dom: HTMLElement;
  update(value: PropertyValue): void;
  focus(): void;
}

export function createField(options: FieldOptions): Field {
  if (options.type === 'checkbox') return checkboxField(options);
  return options.type === 'list' || options.type === 'tags' ? listField(options) : lineField(options);
}

const inputTypes: Partial<Readonly<Record<PropertyType, string>>> = { date: 'date', datetime: 'datetime-local' };

function lineField({ name, type, say, set, suggest, leave, openLink }: FieldOptions): Field {
  const dom = createElement('div', 'property-line');
  const input = createElement('input', 'property-input');
  input.type = inputTypes[type] ?? 'text';
  input.dir = 'auto';
  if (type === 'number') input.inputMode = 'decimal';
  if (type === 'datetime') input.step = '1';
  input.setAttribute('aria-label', say('properties.value', { name }));
  const open = createButton('property-open', say('properties.openLink'), (event) => openLink(linkIn(input.value) ?? '', event.ctrlKey || event.metaKey), 'open');
  dom.append(input, open);
  if (type === 'text') offer(dom, input, suggest);
  let shown: PropertyValue = null;
  const show = (): void => {
    input.value = type === 'datetime' ? formatField(shown).replace(' ', 'T') : formatField(shown);
    input.removeAttribute('aria-invalid');
    open.hidden = linkIn(input.value) === null;
  };
  const commit = (): void => {
    const value = parseField(input.value, type);
    if (value === undefined) {
      input.setAttribute('aria-invalid', 'true');
      return;
    }
    if (formatField(value) === (type === 'datetime' ? formatField(shown).replace(' ', 'T') : formatField(shown))) return;
    set(value);
  };
  input.addEventListener('change', commit);
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      commit();
      leave('next');
    } else if (event.key === 'Escape') {
      show();
      leave('text');
    }
  });
  return {
    dom,
    update(value) {
      shown = value;
      show();
    },
    focus: () => input.focus(),
  };
}

/** The target of a value that is one link. */
function linkIn(text: string): string | null {
  return /^\[\[([^\]|]+)(?:\|[^\]]*)?\]\]$/.exec(text.trim())?.[1] ?? null;
}

function checkboxField({ name, say, set, leave }: FieldOptions): Field {
  const dom = createElement('div', 'property-line');
  const box = createElement('input', 'property-box');
  box.type = 'checkbox';
  box.setAttribute('aria-label', say('properties.value', { name }));
  box.addEventListener('change', () => set(box.checked));
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') leave('text');
    if (event.key === 'Enter') {
      event.preventDefault();
      leave('next');
    }
  });
  dom.append(box);
  return {
    dom,
    update(value) {
      box.checked = value === true;
      box.indeterminate = value === null;
    },
    focus: () => box.focus(),
  };
}

function listField({ name, type, say, set, suggest, leave, openLink, openTag }: FieldOptions): Field {
  const dom = createElement('div', 'property-line property-list');
  dom.setAttribute('role', 'group');
  dom.setAttribute('aria-label', say('properties.value', { name }));
  const input = createElement('input', 'property-input');
  input.setAttribute('aria-label', say('properties.addItem', { name }));
  input.dir = 'auto';
  dom.append(input);
  offer(dom, input, suggest);
  let values: readonly PropertyValue[] = [];
  const add = (): void => {
    const item = listItem(input.value, type);
    input.value = '';
    if (item !== '' && !values.some((value) => formatField(value) === item)) set([...values, item]);
  };
  const remove = (index: number): void => {
    set(values.filter((_, at) => at !== index));
    input.focus();
  };
  input.addEventListener('change', add);
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'Enter' || (event.key === ',' && type === 'tags')) {
      event.preventDefault();
      if (input.value.trim() === '') leave('next');
      else add();
    } else if (event.key === 'Backspace' && input.value === '' && values.length > 0) {
      event.preventDefault();
      remove(values.length - 1);
    } else if (event.key === 'Escape') {
      input.value = '';
      leave('text');
    }
  });
  return {
    dom,
    update(value) {
      values = Array.isArray(value) ? value : listItems(value);
      for (const chip of dom.querySelectorAll('.property-chip')) chip.remove();
      input.before(
        ...values.map((item, index) => {
          const text = formatField(item);
          const chip = createElement('span', 'property-chip');
          const target = type === 'tags' ? text : linkIn(text);
          const label =
            target === null
              ? createElement('span', '', text)
              : createButton('property-link', type === 'tags' ? text : target, (event) => (type === 'tags' ? openTag(target) : openLink(target, event.ctrlKey || event.metaKey)));
          label.dir = 'auto';
          const drop = createButton('property-drop edit-only', say('properties.removeItem', { item: text }), () => remove(index));
          drop.textContent = '×';
          drop.setAttribute('aria-label', say('properties.removeItem', { item: text }));
          chip.append(label, drop);
          return chip;
        }),
      );
    },
    focus: () => input.focus(),
  };
}

/** Offers values that are in use, as the browser shows them. */
export function offer(dom: HTMLElement, input: HTMLInputElement, suggest: (text: string) => Promise<readonly string[]>): void {
  const list = document.createElement('datalist');
  list.id = `property-values-${crypto.randomUUID()}`;
  input.setAttribute('list', list.id);
  dom.append(list);
  let asked = 0;
  const ask = (): void => {
    asked += 1;
    const own = asked;
    void suggest(input.value).then((values) => {
      if (own !== asked) return;
      list.replaceChildren(
        ...values.slice(0, 30).map((value) => {
          const option = document.createElement('option');
          option.value = value;
          return option;
        }),
      );
    });
  };
  input.addEventListener('focus', ask);
  input.addEventListener('input', ask);
}
