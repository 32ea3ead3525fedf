/** The arrows of the house: an import only points up the list money, domain, personal-data, event-store, read-models, interchange, apps. */
const above = {
  money: [],
  domain: ['money'],
  'personal-data': [],
  'event-store': ['money'],
  'read-models': ['money', 'domain', 'personal-data', 'event-store'],
  interchange: ['money'],
};

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    ...Object.entries(above).map(([lib, allowed]) => ({
      name: `${lib}-looks-up-only`,
      comment: `libs/${lib} may import ${allowed.join(', ') || 'no other lib'}`,
      severity: 'error',
      from: { path: `^libs/${lib}/`, pathNot: '\\.spec\\.ts$' },
      to: { path: '^(libs|apps)/', pathNot: `^libs/(${[lib, ...allowed].join('|')})/` },
    })),
    {
      name: 'domain-is-pure',
      comment: 'no Nest, no store, no clock, no randomness',
      severity: 'error',
      from: { path: '^libs/(money|domain)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '(@nestjs|eventstore|sqlite|kysely|^node:|^fs$|^crypto$)' },
    },
    {
      name: 'decorators-live-in-apps',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: 'node_modules/(@nestjs|class-validator|class-transformer)/' },
    },
    {
      name: 'only-the-adapter-talks-to-the-store',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: '^libs/event-store/eventstoredb/|\\.spec\\.ts$' },
      to: { path: 'node_modules/@eventstore/db-client' },
    },
    {
      name: 'the-product-needs-no-tests',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^test/' },
    },
    {
      name: 'nothing-unresolvable',
      severity: 'error',
      // Programs of tests run the build, which need not be there.
      from: { pathNot: '^test/(bench/|.*\\.mjs$)' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|test/(bench|mutation)/node_modules)' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
