/** The small parts that node views are built from: elements, icons, buttons, and waiting until they are near. */

/** Paths of lucide's icons, 24 units wide. */
const icons = {
  check: ['M20 6 9 17l-5-5'],
  'chevron-down': ['m6 9 6 6 6-6'],
  'chevron-left': ['m15 18-6-6 6-6'],
  'chevron-right': ['m9 18 6-6-6-6'],
  copy: ['M10 8h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H10a2 2 0 0 1-2-2V10a2 2 0 0 1 2-2z', 'M4 16c-1.1 0-2-.9-2-2V4c0-1.1.9-2 2-2h10c1.1 0 2 .9 2 2'],
  'corner-left-up': ['M14 9 9 4 4 9', 'M20 20h-7a4 4 0 0 1-4-4V4'],
  code: ['m16 18 6-6-6-6', 'm8 6-6 6 6 6'],
  open: ['M7 7h10v10', 'M7 17 17 7'],
  pencil: ['M21.174 6.812a1 1 0 0 0-3.986-3.987L3.842 16.174a2 2 0 0 0-.5.83l-1.321 4.352a.5.5 0 0 0 .623.622l4.353-1.32a2 2 0 0 0 .83-.497z', 'm15 5 4 4'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type IconName = keyof typeof icons;

export function createIcon(name: IconName): SVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  for (const [key, value] of Object.entries({ viewBox: '0 0 24 24', width: '16', height: '16', fill: 'none', stroke: 'currentColor', 'stroke-width': '2', 'stroke-linecap': 'round', 'stroke-linejoin': 'round', 'aria-hidden': 'true' })) {
    svg.setAttribute(key, value);
  }
  for (const path of icons[name]) {
    const line = document.createElementNS(namespace, 'path');
    line.setAttribute('d', path);
    svg.append(line);
  }
  return svg;
}

export function createElement<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, text = ''): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className !== '') element.className = className;
  if (text !== '') element.textContent = text;
  return element;
}

/** A button that leaves the caret where it is. */
export function createButton(className: string, label: string, run: (event: MouseEvent) => void, icon?: IconName): HTMLButtonElement {
  const button = createElement('button', className);
  button.type = 'button';
  button.contentEditable = 'false';
  if (icon === undefined) button.textContent = label;
  else {
    button.append(createIcon(icon));
    button.setAttribute('aria-label', label);
    button.title = label;
  }
  button.addEventListener('mousedown', (event) => event.preventDefault());
  button.addEventListener('click', (event) => {
    event.preventDefault();
    event.stopPropagation();
    run(event);
  });
  return button;
}

const nearPx = 800;

/** Runs once the element is on screen or close to it; the returned function gives up. */
export function whenNear(element: Element, run: () => void): () => void {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      run();
    },
    // Notes scroll in a box of their own.
    { scrollMargin: `${nearPx}px 0px`, rootMargin: `${nearPx}px 0px` },
  );
  observer.observe(element);
  return () => observer.disconnect();
}
