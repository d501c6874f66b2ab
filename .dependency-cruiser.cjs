/** The layers of docs/architecture: arrows go down only. `scripts/layers.ts` runs this and proves that it can fail. */

/** Engines and effects from the top down; each may import only what is below it. */
const electronLayers = [
  ['api'],
  ['chat', 'compile', 'importers', 'lint', 'queries', 'refactor', 'replay', 'graph', 'git'],
  ['indexer', 'search', 'llm', 'jobs', 'history'],
  ['vault', 'db', 'platform'],
];

const folders = (names) => `^electron/(?:${names.join('|')})/`;
const isTest = '\\.test(?:-support)?\\.tsx?$';

/** No folder of a layer may import one of a layer above it. */
const upward = electronLayers.flatMap((layer, at) =>
  at === 0
    ? []
    : [
        {
          name: `electron-up-from-${layer[0]}`,
          comment: 'Lower layers know nothing of upper ones.',
          severity: 'error',
          from: { path: folders(layer), pathNot: isTest },
          to: { path: folders(electronLayers.slice(0, at).flat()) },
        },
      ],
);

module.exports = {
  forbidden: [
    ...upward,
    {
      name: 'core-knows-no-shell',
      comment: 'The core and everything below it runs under any shell.',
      severity: 'error',
      from: { path: '^electron/', pathNot: `^electron/(?:shell|server|cli|host)/|${isTest}` },
      to: { path: '^electron/(?:shell|server|cli|host)/' },
    },
    {
      name: 'shells-apart',
      comment: 'The shells meet in electron/host and in the core.',
      severity: 'error',
      from: { path: '^electron/(shell|server|cli)/', pathNot: isTest },
      to: { path: '^electron/(?:shell|server|cli)/', pathNot: '^electron/$1/' },
    },
    {
      name: 'host-below-shells',
      severity: 'error',
      from: { path: '^electron/host/', pathNot: isTest },
      to: { path: '^electron/(?!host/|platform/)' },
    },
    {
      name: 'nothing-imports-core-but-shells',
      severity: 'error',
      from: { path: '^electron/', pathNot: `^electron/(?:shell|server|cli)/|^electron/core\\.ts$|${isTest}` },
      to: { path: '^electron/core\\.ts$' },
    },
    {
      name: 'shared-is-pure',
      comment: 'shared/ runs anywhere: no layer of ours, no Node.',
      severity: 'error',
      from: { path: '^shared/', pathNot: isTest },
      to: { path: '^(?:electron|renderer|scripts|e2e)/' },
    },
    {
      name: 'shared-without-node',
      severity: 'error',
      from: { path: '^shared/', pathNot: isTest },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'renderer-without-core',
      comment: 'The renderer reaches the core through its contracts only.',
      severity: 'error',
      from: { path: '^renderer/', pathNot: isTest },
      to: { path: '^(?:electron|scripts|e2e)/' },
    },
    {
      name: 'renderer-without-node',
      severity: 'error',
      from: { path: '^renderer/', pathNot: isTest },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'features-apart',
      comment: 'Features meet in renderer/app or through the core.',
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)/' },
      to: { path: '^renderer/features/([^/]+)/', pathNot: '^renderer/features/$1/' },
    },
    {
      name: 'features-below-app',
      severity: 'error',
      from: { path: '^renderer/(?:features|api|ui)/' },
      to: { path: '^renderer/app/' },
    },
    {
      name: 'api-and-ui-below-features',
      severity: 'error',
      from: { path: '^renderer/(?:api|ui)/' },
      to: { path: '^renderer/features/' },
    },
    {
      name: 'ui-without-domain',
      severity: 'error',
      from: { path: '^renderer/ui/' },
      to: { path: '^renderer/api/' },
    },
    {
      name: 'electron-only-in-shell',
      severity: 'error',
      from: { path: '^(?:electron|renderer|shared)/', pathNot: '^electron/shell/' },
      to: { path: '^electron$|(?:^|/)node_modules/electron/' },
    },
    {
      name: 'servers-only-in-server',
      severity: 'error',
      from: { path: '^(?:electron|renderer|shared)/', pathNot: `^electron/server/|${isTest}` },
      to: { path: '(?:^|/)node_modules/(?:ws|@types/ws)/|^(?:node:)?https?$' },
    },
    {
      name: 'sqlite-only-in-db',
      comment: 'SQL goes through the handles of electron/db.',
      severity: 'error',
      from: { path: '^(?:electron|renderer|shared)/', pathNot: `^electron/db/|${isTest}` },
      to: { path: '(?:^|/)node_modules/(?:@types/)?better-sqlite3/|^(?:node:)?sqlite$' },
    },
    {
      name: 'providers-only-in-llm',
      severity: 'error',
      from: { path: '^(?:electron|renderer|shared)/', pathNot: `^electron/llm/|${isTest}` },
      to: { path: '(?:^|/)node_modules/(?:@anthropic-ai|openai)/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: { path: '^(?:electron|renderer|shared)/' },
      to: { couldNotResolve: true, pathNot: '\\?(?:worker|url|raw|inline)$' },
    },
    {
      name: 'product-without-tests',
      severity: 'error',
      from: { path: '^(?:electron|renderer|shared)/', pathNot: isTest },
      to: { path: `^(?:e2e|scripts)/|${isTest}` },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules'] },
    exclude: { path: ['^dist/', '^node_modules/.*/node_modules/'] },
    tsPreCompilationDeps: true,
    parser: 'swc',
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'module', 'types', 'default'], extensions: ['.ts', '.tsx', '.js', '.json', '.d.ts'] },
  },
};
