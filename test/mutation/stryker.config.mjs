/** npm run mutation -- --mutate 'libs/money/*.ts' for a part; the whole takes hours on two cores. */
export default {
  mutate: ['libs/{money,domain}/**/*.ts', '!libs/**/*.spec.ts', '!libs/**/*.d.ts'],
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  // What is related to a rule cannot be told from every.ts, which has all specs.
  jest: { projectType: 'custom', configFile: 'test/mutation/jest.config.js', enableFindRelatedTests: false },
  testRunnerNodeArgs: ['--disable-warning=ExperimentalWarning'],
  coverageAnalysis: 'perTest',
  // A mutant that is only slow on a busy machine is not one that was noticed.
  timeoutFactor: 4,
  timeoutMS: 20_000,
  concurrency: 2,
  // Jest keeps something of each run: after two hundred a runner holds gigabytes and takes twice as long.
  maxTestRunnerReuse: 40,
  reporters: ['progress-append-only', 'json', 'clear-text'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: 'var/mutation/report.json' },
  // What was tried of a file that has not changed is not tried again, so that it can be run part by part.
  incremental: true,
  incrementalFile: 'var/mutation/incremental.json',
  tempDirName: 'var/mutation/sandbox',
  ignorePatterns: ['dist', 'var', 'test/bench', 'docker', 'docs'],
};
