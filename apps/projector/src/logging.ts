import type { LoggerService } from '@nestjs/common';
import { Logger, PinoLogger } from 'nestjs-pino';
import pino from 'pino';

/** What Nest tells of itself at every start, one line a route; and what keeps it from starting, which main.ts tells. */
const chatter = new Set(['InstanceLoader', 'NestFactory', 'RouterExplorer', 'RoutesResolver', 'ExceptionHandler']);

/**
 * JSON lines on standard error: standard output is for people, and shows tokens once, which must not end up in a log.
 * There is no line and no work per request: failures are logged by the problem filter, with the request's id, and nothing
 * that is logged holds a header or a body.
 */
export function loggerOf(service: string, level: string): LoggerService {
  const logger = pino(
    {
      level,
      base: { service },
      hooks: {
        logMethod(args, method) {
          const { context } = (args[0] ?? {}) as { context?: string };
          if (!chatter.has(context ?? '')) method.apply(this, args);
        },
      },
    },
    pino.destination(2),
  );
  return new Logger(new PinoLogger({ pinoHttp: { logger } }), {});
}
