import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';

/**
 * The load generator of row P5's HTTP half, a process of its own: one batch, which opens budgets and then allocates on them in
 * turn for some seconds. Answers are counted and looked at for their status, not parsed. Any but 201 ends it. A latency is the time
 * from handing a piece of lines to the connection to the answer of its last line.
 */
const linesAtOnce = 200;
/** Lines that wait for their answers, at most: more would only lie in the sockets. */
const mostWaiting = 4_000;

process.on('message', async ({ url, token, bodyIds, year, allocation, seconds }) => {
  const prefix = randomUUID();
  const body = JSON.stringify(allocation);
  let lines = 0;
  const line = (path, sent) => `{"path":"${path}","key":"${prefix}-${lines++}","body":${sent}}\n`;
  const open = (bodyId) => line('/budgets', JSON.stringify({ bodyId, year, currency: 'SEK', control: 'none' }));
  const allocate = () => line(`/budgets/${bodyIds[lines % bodyIds.length]}/${year}/allocations`, body);

  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' };
  const batch = request(`${url}/api/v1/batches`, { method: 'POST', headers });
  const sent = [];
  const latencies = [];
  const start = performance.now();
  let room = () => undefined;
  const answered = readAnswers(batch, (count) => {
    while (sent.length > 0 && sent[0].lines <= count) latencies.push(performance.now() - sent.shift().at);
    if (lines - count < mostWaiting) room();
  });
  batch.write(bodyIds.map(open).join(''));
  while (performance.now() - start < seconds * 1000) {
    const piece = Array.from({ length: linesAtOnce }, allocate).join('');
    sent.push({ lines, at: performance.now() });
    batch.write(piece);
    if (sent.length * linesAtOnce >= mostWaiting) await new Promise((resolve) => (room = resolve));
  }
  batch.end();
  const count = await answered;
  const took = (performance.now() - start) / 1000;
  if (count !== lines) throw new Error(`${lines} lines have ${count} answers`);
  process.send({ rate: count / took, latencies });
});

async function readAnswers(batch, counted) {
  const [response] = await once(batch, 'response');
  let count = 0;
  let begun = '';
  for await (const piece of response.setEncoding('latin1')) {
    const lines = (begun + piece).split('\n');
    begun = lines.pop();
    const other = lines.find((line) => !line.includes('"status":201,'));
    if (other) throw new Error(`A line was answered with ${other}`);
    count += lines.length;
    counted(count);
  }
  return count;
}
