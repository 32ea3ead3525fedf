import { Module } from '@nestjs/common';
import { RebuildsController } from './rebuilds.controller';

/** Read models made anew, side by side. */
@Module({ controllers: [RebuildsController] })
export class RebuildsModule {}
