import { type DynamicModule, Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { CqrsModule } from '@nestjs/cqrs';
import type { EventStore } from '@anslag/event-store/port';
import { ProjectorModule } from '../../projector/src/projector.module';
import { AgreementsModule } from './agreements/agreements.module';
import { BatchesModule } from './batches/batches.module';
import { BudgetsModule } from './budgets/budgets.module';
import { HealthController } from './http/health/health.controller';
import { ProjectionsHealth } from './http/health/projections';
import { MetricsController } from './http/metrics/metrics.controller';
import { HttpModule } from './http/http.module';
import { Stopping } from './http/stopping';
import { IndexSeriesModule } from './index-series/index-series.module';
import { PartiesModule } from './parties/parties.module';
import { PersonalDataModule } from './personal-data/personal-data.module';
import { RebuildsModule } from './rebuilds/rebuilds.module';
import { ReportsModule } from './reports/reports.module';
import { settings, type Settings } from './settings';
import { EVENT_STORE, StoreModule } from './store.module';
import { UsersModule } from './users/users.module';

/** The ledger's service. */
@Module({
  imports: [
    ConfigModule.forRoot({ isGlobal: true, ignoreEnvFile: true, load: [settings] }),
    CqrsModule.forRoot(),
    StoreModule,
    HttpModule,
    ProjectorModule.hosted({
      inject: [settings.KEY, EVENT_STORE],
      useFactory: ({ store, readDb, projector }: Settings, log: EventStore) => ({
        thread: { store, readDb, folds: projector === 'hosted' },
        log,
      }),
    }),
    PersonalDataModule,
    PartiesModule,
    IndexSeriesModule,
    AgreementsModule,
    BudgetsModule,
    ReportsModule,
    RebuildsModule,
    UsersModule,
    BatchesModule,
  ],
  providers: [ProjectionsHealth],
  controllers: [HealthController, MetricsController],
})
export class AppModule {
  /** `stopping` is made before the application, since the adapter's hooks have it too. */
  static with(stopping: Stopping): DynamicModule {
    const providers = [{ provide: Stopping, useValue: stopping }];
    return { module: AppModule, global: true, providers, exports: [Stopping] };
  }
}
