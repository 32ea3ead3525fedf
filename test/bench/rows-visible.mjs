import { fork } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { callerOf } from './http-calls.mjs';
import { answerOf, openBudgets, token, withLedger } from './ledger-service.mjs';
import { inTurn } from './measure.mjs';
import { peakMemory } from './memory.mjs';
import { printFigure, printTails } from './report.mjs';
import { allocation } from './rows-http.mjs';

const row = 'P8';
const budgets = 8;
const writers = 16;
const limitMiB = 512;

/**
 * How long a command takes to be seen, from its answer on: in a report that is asked for its position, alone and while
 * others write, and from sending it to hearing of it on the stream of events.
 * @param {import('./measure.mjs').Options} options
 * @param {string} folder for temporary data
 */
export async function visibleRow(options, folder) {
  await withLedger(join(folder, 'P8-ledger'), async ({ ledger, running }) => {
    const paths = await openBudgets(ledger.url, budgets);
    const caller = callerOf(ledger.url, token);
    const stream = await listen(ledger.url);
    let nth = 0;
    const post = () => caller.post(paths[0], { ...allocation, allocationId: `synlig-${nth++}` });
    const report = '/api/v1/balances?year=2019&bodyId=namnd-0';
    const seen = loop(async () => {
      const { position } = await post();
      return timed(() => caller.get(`${report}&atLeast=${position}`));
    });
    const asked = loop(() => timed(() => caller.get(report)));
    const heard = loop(() => timed(async () => stream.reached(BigInt((await post()).position))));
    const answered = loop(() => timed(post));
    try {
      const what = '99th percentile of: a command’s answer until a report shows it (atLeast)';
      const [alone, bare] = await inTurn([seen, asked], options);
      printTails(row, `${what}, 1 caller`, alone, bare, 'the same report, which waits for nothing');
      const [told, post1] = await inTurn([heard, answered], options);
      printTails(
        row,
        '99th percentile of: sending a command until it is heard on the stream of events',
        told,
        post1,
        'until it is answered',
      );
      const load = fork(fileURLToPath(new URL('http-load.mjs', import.meta.url)), { serialization: 'advanced' });
      running.push(load);
      const [busy, bareBusy] = await inTurn([among(load, seen), among(load, asked)], options);
      printTails(
        row,
        `${what}, beside ${writers} that write`,
        busy,
        bareBusy,
        'the same report, which waits for nothing',
      );
      printFigure(row, 'peak memory of the ledger', 'MiB', peakMemory(ledger.child.pid), limitMiB, 'the limit');
    } finally {
      stream.end();
      caller.close();
    }

    /** The same while others write as fast as they are answered. */
    function among(load, contestant) {
      const body = JSON.stringify(allocation);
      return async (seconds, latencies) => {
        load.send({ url: ledger.url, paths: paths.slice(1), token, body, connections: writers, seconds });
        const [rate] = await Promise.all([contestant(seconds, latencies), answerOf(load)]);
        return rate;
      };
    }
  });
}

const timed = async (work) => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

/** A contestant whose calls say themselves which part of them counts. */
const loop = (measured) => async (seconds, latencies) => {
  const start = performance.now();
  let calls = 0;
  for (; performance.now() - start < seconds * 1000; calls++) latencies.push(await measured());
  return calls / seconds;
};

/** Hears the stream of events; `reached` waits until it has come to a position. */
async function listen(url) {
  const headers = { authorization: `Bearer ${token}` };
  const asking = request(`${url}/api/v1/events/stream`, { headers });
  asking.end();
  const [response] = await once(asking, 'response');
  if (response.statusCode !== 200) throw new Error(`The stream of events was answered with ${response.statusCode}`);
  let last = 0n;
  let look = () => undefined;
  let ended = false;
  const lines = createInterface({ input: response });
  lines.on('line', (line) => {
    if (!line.startsWith('id: ')) return;
    last = BigInt(line.slice(4));
    look();
  });
  lines.on('error', (error) => {
    if (!ended) throw error;
  });
  return {
    reached: (position) =>
      new Promise((resolve) => {
        look = () => last >= position && resolve();
        look();
      }),
    end: () => {
      ended = true;
      asking.destroy();
    },
  };
}
