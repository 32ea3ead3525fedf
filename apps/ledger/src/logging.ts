import pino, { type Logger } from 'pino';

/** What Nest tells of itself at every start, one line a route. */
const chatter = new Set(['InstanceLoader', 'NestFactory', 'RouterExplorer', 'RoutesResolver']);

/**
 * JSON lines on standard error: standard output is for people, and shows tokens once, which must not end up in a log.
 * Nothing that is logged holds a header or a body.
 */
export function loggerOf(level: string): Logger {
  return pino(
    {
      level,
      base: { service: 'anslag-ledger' },
      hooks: {
        logMethod(args, method, ofLevel) {
          const { context } = (args[0] ?? {}) as { context?: string };
          if (ofLevel > pino.levels.values['info']! || !chatter.has(context ?? '')) method.apply(this, args);
        },
      },
    },
    pino.destination(2),
  );
}
