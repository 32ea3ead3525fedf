import { Global, Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import type { EventStore } from '@anslag/event-store/port';
import { Keys, KeysUnavailable, OtherMasterKey } from '@anslag/personal-data/keys';
import { BadMasterKey } from '@anslag/personal-data/master-key';
import { openKeys } from '@anslag/personal-data/open-keys';
import { Opener } from '@anslag/personal-data/opening';
import { CannotStart } from '../../../projector/src/cannot-start';
import { settings, type Settings } from '../settings';
import { EVENT_STORE } from '../store.module';
import { KeyWatch } from './key-watch';
import { OpeningInterceptor } from './opening.interceptor';

/** Keys of personal data, and what is opened with them. */
@Global()
@Module({
  providers: [
    // After the store, whose directory's lock whoever makes keys.db and master.key there should have.
    { provide: Keys, inject: [settings.KEY, EVENT_STORE], useFactory: openChecked },
    {
      provide: Opener,
      inject: [Keys, KeyWatch],
      useFactory: (keys: Keys, watch: KeyWatch) => new Opener(keys, { onMissing: (all) => watch.report(all) }),
    },
    KeyWatch,
    { provide: APP_INTERCEPTOR, useClass: OpeningInterceptor },
  ],
  exports: [Keys, Opener, KeyWatch],
})
export class PersonalDataModule implements OnApplicationShutdown {
  constructor(private readonly keys: Keys) {}

  async onApplicationShutdown(): Promise<void> {
    await this.keys.close();
  }
}

async function openChecked({ keys: { url, masterKey }, dataDir }: Settings, _store: EventStore): Promise<Keys> {
  try {
    const keys = openKeys({ url, masterKey, directory: dataDir });
    await keys.check().catch(goOnWithout);
    return keys;
  } catch (error) {
    if (error instanceof BadMasterKey) throw new CannotStart(error.message);
    if (error instanceof OtherMasterKey)
      throw new CannotStart(
        'The keys of personal data were wrapped by another master key: set ANSLAG_MASTER_KEY, or restore master.key.',
      );
    throw error;
  }
}

/** A server of keys that is away takes persons' names with it and nothing else: /health says so. */
function goOnWithout(error: unknown): void {
  if (!(error instanceof KeysUnavailable)) throw error;
  new Logger('Keys').warn('The key store does not answer; names of persons cannot be read until it does.');
}
