import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { token, withLedger } from './ledger-service.mjs';
import { inTurn } from './measure.mjs';
import { printRates } from './report.mjs';

const agreements = 2_000;
const callers = 32;
const ids = Array.from({ length: agreements }, (_, number) => `iop-${number}`);

/**
 * A year of 2,000 agreements funded in one run over HTTP, against a request for each of them. Both go on a year of their own
 * in every round; `p50` and `p99` are ms of a whole run.
 * @param {import('./measure.mjs').Options} options
 * @param {string} folder for temporary data
 */
export async function fundingRow(options, folder) {
  await withLedger(join(folder, 'P9-ledger'), async ({ ledger }) => {
    const post = async (path, body, type = 'application/json') => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': type };
      const answer = await fetch(`${ledger.url}/api/v1${path}`, { method: 'POST', headers, body });
      if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${await answer.text()}`);
      return answer.text();
    };
    await agree(post);
    let year = 1999;
    const nextYear = async () => {
      year += 1;
      await post('/budgets', JSON.stringify({ bodyId: 'hsn', year, currency: 'SEK', control: 'none' }));
      return year;
    };
    const timed = async (work, latencies) => {
      const before = performance.now();
      await work();
      const ms = performance.now() - before;
      latencies.push(ms);
      return agreements / (ms / 1000);
    };
    const run = async (_seconds, latencies) => {
      const at = await nextYear();
      return timed(async () => {
        const text = await post(`/budgets/hsn/${at}/funding`, '{}');
        const { total } = JSON.parse(text.trimEnd().split('\n').at(-1));
        if (total.funded !== agreements) throw new Error(`The run came to ${JSON.stringify(total)}`);
      }, latencies);
    };
    const alone = async (_seconds, latencies) => {
      const at = await nextYear();
      let next = 0;
      const caller = async () => {
        while (next < agreements) await post(`/agreements/${ids[next++]}/years/${at}`, '{}');
      };
      return timed(() => Promise.all(Array.from({ length: callers }, caller)), latencies);
    };
    const [ours, peer] = await inTurn([run, alone], options);
    const what = `a year of ${agreements} agreements funded in one run over HTTP`;
    printRates('P9', what, 'agreements/s', ours, peer, `a request for each, ${callers} connections`);
  });
}

/** Registers the body, the recipient and the agreements with their terms, as a batch. */
async function agree(post) {
  const terms = { recipientId: 'novahuset', amount: '700000.00', currency: 'SEK', firstYear: 2000 };
  const lines = [
    ['/parties', { partyId: 'hsn', name: 'Hälso- och sjukvårdsnämnden', kind: 'body' }],
    ['/parties', { partyId: 'novahuset', name: 'Novahuset', kind: 'association' }],
    ...ids.flatMap((agreementId) => [
      [
        '/agreements',
        {
          agreementId,
          name: agreementId,
          kind: 'partnership',
          bodyId: 'hsn',
          parties: ['novahuset'],
          term: { from: '2000-01-01' },
        },
      ],
      [`/agreements/${agreementId}/funding-terms`, terms],
    ]),
  ];
  const text = lines.map(([path, body], nth) => JSON.stringify({ path, key: `k${nth}`, body })).join('\n');
  const answers = (await post('/batches', text, 'application/x-ndjson')).trimEnd().split('\n');
  const failed = answers.find((answer) => JSON.parse(answer).status !== 201);
  if (failed) throw new Error(failed);
}
