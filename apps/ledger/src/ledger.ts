import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module';
import { createAdapter, installHttp } from './http/adapter';
import { Stopping } from './http/stopping';
import { Tokens } from './http/tokens';
import { loggerOf } from '../../projector/src/logging';
import { readSettings } from './settings';

/** The whole service, not listening yet. With `preview` nothing is opened: for what only looks at its routes. */
export async function createLedger({ preview = false } = {}): Promise<NestFastifyApplication> {
  const stopping = new Stopping();
  let tokens: Tokens | undefined;
  const adapter = createAdapter({ stopping, tokens: () => tokens! });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(stopping), adapter, {
    logger: preview ? false : loggerOf('anslag-ledger', readSettings(process.env).logLevel),
    bodyParser: false,
    abortOnError: false,
    preview,
  });
  installHttp(app);
  if (preview) return app;
  tokens = app.get(Tokens);
  await app.init();
  return app;
}
