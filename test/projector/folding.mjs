import { createRequire } from 'node:module';

// What the projector's thread runs, as a process of its own without the service around it: it starts in a fraction of the
// time, and its batches are small, so that many kills find it between and amid them. node folding.mjs SETTINGS
const require = createRequire(import.meta.url);
const { openReadDatabase } = require('../../dist/libs/read-models/open-database.js');
const { Projecting } = require('../../dist/apps/projector/src/projecting.js');

const settings = JSON.parse(process.argv[2]);
const projecting = new Projecting(openReadDatabase(settings.readDb, 'write'), settings, {
  onProgress: () => process.send('progress'),
  warn: (message, details) => process.stderr.write(`${message} ${JSON.stringify(details)}\n`),
});
await projecting.run(new AbortController().signal);
