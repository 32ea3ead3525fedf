import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import { AppModule } from './app.module';
import { createAdapter, installHttp } from './http/adapter';
import { Stopping } from './http/stopping';
import { Tokens } from './http/tokens';

/** The whole service, not listening yet. With `preview` nothing is opened: for what only looks at its routes. */
export async function createLedger(options: { preview?: boolean } = {}): Promise<NestFastifyApplication> {
  const stopping = new Stopping();
  let tokens: Tokens | undefined;
  const adapter = createAdapter({ stopping, tokens: () => tokens! });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(stopping), adapter, {
    bodyParser: false,
    bufferLogs: !options.preview,
    // What keeps it from starting is told by whoever starts it, once.
    autoFlushLogs: false,
    preview: options.preview ?? false,
    abortOnError: false,
    ...(options.preview && { logger: false as const }),
  });
  installHttp(app);
  if (options.preview) return app;
  app.useLogger(app.get(Logger));
  app.flushLogs();
  tokens = app.get(Tokens);
  await app.init();
  return app;
}
