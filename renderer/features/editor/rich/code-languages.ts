/** The languages that code blocks are offered: those that are coloured, and diagrams. */

export interface CodeLanguage {
  /** As written on the fence. */
  readonly name: string;
  readonly label: string;
  /** Other names that it is found by. */
  readonly words: readonly string[];
}

export const codeLanguages: readonly CodeLanguage[] = (
  [
    ['bash', 'Bash', 'sh', 'zsh'],
    ['c', 'C', 'h'],
    ['cpp', 'C++', 'cc', 'hpp'],
    ['csharp', 'C#', 'cs'],
    ['css', 'CSS'],
    ['diff', 'Diff', 'patch'],
    ['go', 'Go', 'golang'],
    ['graphql', 'GraphQL', 'gql'],
    ['html', 'HTML', 'xml'],
    ['ini', 'INI, TOML', 'toml'],
    ['java', 'Java', 'jsp'],
    ['javascript', 'JavaScript', 'js', 'jsx'],
    ['json', 'JSON', 'jsonc'],
    ['kotlin', 'Kotlin', 'kt'],
    ['less', 'Less'],
    ['lua', 'Lua'],
    ['makefile', 'Makefile', 'mk'],
    ['markdown', 'Markdown', 'md'],
    ['mermaid', 'Mermaid diagram'],
    ['objectivec', 'Objective-C', 'objc'],
    ['perl', 'Perl', 'pl'],
    ['php', 'PHP'],
    ['python', 'Python', 'py'],
    ['query', 'Search, with its results'],
    ['r', 'R'],
    ['ruby', 'Ruby', 'rb'],
    ['rust', 'Rust', 'rs'],
    ['scss', 'SCSS', 'sass'],
    ['shell', 'Shell session', 'console'],
    ['sql', 'SQL'],
    ['swift', 'Swift'],
    ['typescript', 'TypeScript', 'ts', 'tsx'],
    ['vbnet', 'Visual Basic', 'vb'],
    ['verso', 'Query, with its table or list', 'dataview', 'tasks'],
    ['yaml', 'YAML', 'yml'],
  ] as const
).map(([name, label, ...words]) => ({ name, label, words }));
