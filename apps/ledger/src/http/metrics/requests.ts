import type { FastifyInstance } from 'fastify';
import { Counter, Histogram } from 'prom-client';
import { registry } from './registry';

const requests = new Counter({
  name: 'anslag_http_requests_total',
  help: 'Requests that were answered, by the pattern of their route ("none": no such route) and status.',
  labelNames: ['method', 'route', 'status'],
  registers: [registry],
});

const durations = new Histogram({
  name: 'anslag_http_request_duration_seconds',
  help: 'How long requests took to be answered. Streams, which have no end, are not in it.',
  labelNames: ['method', 'route'],
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers: [registry],
});

const endless: readonly string[] = ['/api/v1/events/stream'];

/** Counts every answer. A URL as sent is no label: there would be one more for every id. */
export function installRequestMetrics(fastify: FastifyInstance): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    const { method } = request;
    requests.inc({ method, route, status: reply.raw.statusCode });
    if (!endless.includes(route)) durations.observe({ method, route }, reply.elapsedTime / 1000);
    done();
  });
}
