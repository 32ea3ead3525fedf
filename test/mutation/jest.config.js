const [sqlite] = require('../../jest.config.js').projects;

/** The specs beside the rules, which must notice a changed rule by themselves. */
module.exports = {
  ...sqlite,
  rootDir: '../..',
  roots: ['<rootDir>/libs/money', '<rootDir>/libs/domain', '<rootDir>/test/mutation'],
  testMatch: ['<rootDir>/test/mutation/every.ts'],
};
