import { Global, Logger, Module } from '@nestjs/common';
import type { EventStore } from '@anslag/event-store/port';
import { CivilDay } from '../civil-day';
import { settings, type Settings } from '../settings';
import { EVENT_STORE } from '../store.module';
import { Readiness } from './health/readiness';
import { LiveEvents } from './sse/live-events';
import { fixedTokens, storedTokens, Tokens } from './tokens';
import type { Role } from './roles';

/** Tokens that were made just now, in the clear; null where none were. Shown once, by main.ts. */
export const MADE_TOKENS = Symbol('MadeTokens');

interface Keys {
  tokens: Tokens;
  made: Record<Role, string> | null;
}

const KEYS = Symbol('Keys');

/** What every route stands on: who may come in, and how the service is. */
@Global()
@Module({
  providers: [
    Readiness,
    CivilDay,
    { provide: LiveEvents, inject: [EVENT_STORE], useFactory: openLiveEvents },
    // After the store, since whoever makes tokens.json in its directory should have the directory's lock.
    { provide: KEYS, inject: [settings.KEY, EVENT_STORE], useFactory: openKeys },
    { provide: Tokens, inject: [KEYS], useFactory: ({ tokens }: Keys) => tokens },
    { provide: MADE_TOKENS, inject: [KEYS], useFactory: ({ made }: Keys) => made },
  ],
  exports: [Readiness, CivilDay, LiveEvents, Tokens, MADE_TOKENS],
})
export class HttpModule {}

function openLiveEvents(log: EventStore): LiveEvents {
  const logger = new Logger('LiveEvents');
  return new LiveEvents({ log, warn: (message, cause) => logger.warn({ cause: String(cause) }, message) });
}

function openKeys({ tokens, dataDir }: Settings): Keys {
  if (Object.keys(tokens).length === 0) return storedTokens(dataDir);
  if (Object.values(tokens).some((token) => token.length < 16))
    new Logger('Tokens').warn(
      'A token of fewer than 16 characters can be guessed; take a longer one outside of tests.',
    );
  return { tokens: fixedTokens(tokens), made: null };
}
