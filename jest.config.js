/** Specs run from TypeScript through swc; processes and threads that they start run the build (npm run build). */
const shared = {
  testEnvironment: 'node',
  setupFilesAfterEnv: ['<rootDir>/test/patience.js'],
  moduleNameMapper: { '^@anslag/(.*)$': '<rootDir>/libs/$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
        module: { type: 'commonjs' },
      },
    ],
  },
};

/** Everything once, and what touches the read models once more on a real PostgreSQL. */
module.exports = {
  maxWorkers: 2,
  projects: [
    {
      ...shared,
      displayName: 'SQLite',
      globals: { readDatabase: 'SQLite' },
      roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/test'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/bench/', '\\.postgres\\.spec\\.ts$'],
    },
    {
      ...shared,
      displayName: 'PostgreSQL',
      globals: { readDatabase: 'PostgreSQL' },
      globalSetup: '<rootDir>/test/postgres/setup.js',
      globalTeardown: '<rootDir>/test/postgres/teardown.js',
      roots: [
        '<rootDir>/libs/read-models',
        '<rootDir>/apps/projector',
        '<rootDir>/test/personal-data',
        '<rootDir>/test/projector',
        '<rootDir>/test/read-models',
        '<rootDir>/test/scenarios',
      ],
    },
  ],
};
