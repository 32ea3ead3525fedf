import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** The built product (npm run build), and the packages that it itself uses. */
export const root = fileURLToPath(new URL('../../', import.meta.url));
const require = createRequire(`${root}package.json`);

/**
 * A compiled module of the product.
 * @param {string} path below dist/, without `.js`
 */
export function built(path) {
  const file = `${root}dist/${path}.js`;
  if (!existsSync(file)) throw new Error(`${file} is not there: run "npm run bench" in the project's own folder`);
  return require(file);
}

/** A package as the product gets it. */
export const product = (name) => require(name);

/**
 * The stream writer with the real decider.
 * @param {object} store
 * @param {object} [options] of the stream writer
 * @returns {{ execute(work: { stream: string, request: object }): Promise<void>, drain(): Promise<void> }}
 */
export function writerOn(store, options) {
  const { StreamWriter } = built('libs/event-store/stream-writer');
  const { budgetDecider } = built('libs/domain/budget/decider');
  const writer = new StreamWriter(store, options);
  return {
    async execute({ stream, request }) {
      const outcome = await writer.execute(budgetDecider, stream, request);
      if (outcome.outcome !== 'done') throw new Error(`A command was not done: ${JSON.stringify(outcome)}`);
    },
    drain: () => writer.drain(),
  };
}
