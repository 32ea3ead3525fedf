import { Global, Module } from '@nestjs/common';
import type { EventStore } from '@anslag/event-store/port';
import { openUserTable } from '@anslag/personal-data/open-keys';
import { settings, type Settings } from '../settings';
import { EVENT_STORE } from '../store.module';
import { USER_TABLE, Users } from './users';
import { UsersController } from './users.controller';

/** The directory of users, which reports take the names of actors from. */
@Global()
@Module({
  controllers: [UsersController],
  providers: [
    // After the store, whose directory's lock whoever makes users.db there should have.
    {
      provide: USER_TABLE,
      inject: [settings.KEY, EVENT_STORE],
      useFactory: ({ keys: { url } }: Settings, _store: EventStore) => openUserTable(url),
    },
    Users,
  ],
  exports: [Users],
})
export class UsersModule {}
