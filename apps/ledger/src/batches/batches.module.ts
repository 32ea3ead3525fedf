import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { BatchesController } from './batches.controller';
import { CommandRoutes } from './command-routes';

@Module({
  imports: [DiscoveryModule],
  controllers: [BatchesController],
  providers: [CommandRoutes],
})
export class BatchesModule {}
