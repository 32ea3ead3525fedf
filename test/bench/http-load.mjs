import { randomUUID } from 'node:crypto';
import { product } from './ledger.mjs';

/**
 * The load generator of row P4, a process of its own: autocannon with so many connections, each with one request under
 * way. Every request has a key of its own. Any answer but 201 ends it.
 */
const autocannon = product('autocannon');

process.on('message', async ({ url, paths, token, body, connections, seconds }) => {
  const latencies = [];
  const statuses = new Map();
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const requests = paths.map((path) => ({
    method: 'POST',
    path,
    body,
    setupRequest: (request) => ({ ...request, headers: { ...headers, 'idempotency-key': randomUUID() } }),
  }));
  const run = autocannon({ url, connections, duration: seconds, requests, timeout: 30 });
  run.on('response', (_client, status, _bytes, time) => {
    latencies.push(time);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  });
  const start = performance.now();
  const { errors } = await run;
  const took = (performance.now() - start) / 1000;
  const others = [...statuses].filter(([status]) => status !== 201);
  if (errors > 0 || others.length > 0)
    throw new Error(`${url}: ${errors} requests failed; answers other than 201: ${JSON.stringify(others)}`);
  process.send({ rate: latencies.length / took, latencies });
});
