import './node-version';
import { NestFactory } from '@nestjs/core';
import { loggerOf } from './logging';
import { ProjectorModule } from './projector.module';
import { readPlaces } from './settings';

/** The projector in a process of its own: it keeps the read models up and answers nobody; the ledger's /health tells of it. */
async function main(): Promise<void> {
  const { store, readDb, logLevel } = readPlaces(process.env);
  const app = await NestFactory.createApplicationContext(ProjectorModule.apart({ store, readDb, folds: true }), {
    logger: loggerOf('anslag-projector', logLevel),
    abortOnError: false,
  });
  process.stdout.write('The projector runs\n');
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    app.close().then(() => process.exit(0), failed);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop);
}

function failed(error: unknown): void {
  process.stderr.write(`The projector failed: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

main().catch(failed);
