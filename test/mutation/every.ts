import { globSync } from 'node:fs';
import { resolve } from 'node:path';

// Every spec beside the rules as one, so that the rules are loaded once for each change and not once for each spec file.

const root = resolve(__dirname, '../..');

for (const spec of globSync('libs/{money,domain}/**/*.spec.ts', { cwd: root }).sort()) require(resolve(root, spec));
