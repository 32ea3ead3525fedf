import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { ReadDatabase } from '@anslag/read-models/dialect';
import { readFrom } from '@anslag/read-models/read-from';
import { rebuildJson } from '@anslag/read-models/rebuild-json';
import {
  findRebuild,
  listDifferences,
  listRebuilds,
  type RebuildRefusal,
  type RebuildStatus,
} from '@anslag/read-models/rebuilds';
import { Projector } from '../../../projector/src/projector';
import { READ_DATABASE } from '../../../projector/src/projector.module';
import type { RebuildAsk } from '../../../projector/src/thread-messages';
import { Problem } from '../http/problem';
import { Roles } from '../http/roles';
import { NoQuery } from '../http/validation/no-query';
import {
  DecideRebuildDto,
  DifferencesAnswer,
  DifferencesQueryDto,
  RebuildAnswer,
  RebuildPath,
  RebuildsAnswer,
  RequestRebuildDto,
} from './rebuilds.dto';

/** Not commands: a rebuild records nothing in the ledger, and is asked of whoever runs the projections. */
@ApiTags('rebuilds')
@Controller('api/v1/rebuilds')
export class RebuildsController {
  constructor(
    private readonly projector: Projector,
    @Inject(READ_DATABASE) private readonly database: ReadDatabase,
  ) {}

  @Post()
  @HttpCode(202)
  @Roles('admin')
  @NoQuery()
  @ApiOperation({ summary: 'Make a read model anew beside the one in use' })
  async request(@Body() { projection }: RequestRebuildDto, @Req() request: FastifyRequest): Promise<RebuildAnswer> {
    return this.#ask({ ask: 'request', projection, by: request.subject!.id });
  }

  @Post(':id/acceptance')
  @HttpCode(202)
  @Roles('admin')
  @NoQuery()
  @ApiOperation({ summary: 'Accept the differences of a rebuild, with a reason' })
  async accept(
    @Param() { id }: RebuildPath,
    @Body() { reason }: DecideRebuildDto,
    @Req() request: FastifyRequest,
  ): Promise<RebuildAnswer> {
    return this.#ask({ ask: 'decide', id: Number(id), accept: true, reason, by: request.subject!.id });
  }

  @Post(':id/withdrawal')
  @HttpCode(202)
  @Roles('admin')
  @NoQuery()
  @ApiOperation({ summary: 'Give a rebuild up: the tables in use stay' })
  async withdraw(
    @Param() { id }: RebuildPath,
    @Body() { reason }: DecideRebuildDto,
    @Req() request: FastifyRequest,
  ): Promise<RebuildAnswer> {
    return this.#ask({ ask: 'decide', id: Number(id), accept: false, reason, by: request.subject!.id });
  }

  @Get()
  @Roles('auditor', 'admin')
  @NoQuery()
  @ApiOperation({ summary: 'The last hundred rebuilds, the latest first' })
  async list(): Promise<RebuildsAnswer> {
    return { rebuilds: (await readFrom(this.database, (db) => listRebuilds(db))).map(rebuildJson) };
  }

  @Get(':id')
  @Roles('auditor', 'admin')
  @NoQuery()
  @ApiOperation({ summary: 'How a rebuild stands' })
  async one(@Param() { id }: RebuildPath): Promise<RebuildAnswer> {
    return rebuildJson(await this.#find(id));
  }

  @Get(':id/differences')
  @Roles('auditor', 'admin')
  @ApiOperation({ summary: 'The rows that differ between the rebuilt tables and those in use: the first ten thousand' })
  async differences(
    @Param() { id }: RebuildPath,
    @Query() { limit = 100, cursor = '0' }: DifferencesQueryDto,
  ): Promise<DifferencesAnswer> {
    const rebuild = await this.#find(id);
    const after = Number(cursor);
    const read = await readFrom(this.database, (db) => listDifferences(db, rebuild.id, after, limit + 1));
    return { differences: read.slice(0, limit), next: read.length > limit ? String(after + limit) : null };
  }

  async #find(id: string): Promise<RebuildStatus> {
    const rebuild = await readFrom(this.database, (db) => findRebuild(db, Number(id)));
    if (!rebuild) throw refused({ refused: 'no-such-rebuild' });
    return rebuild;
  }

  async #ask(ask: RebuildAsk): Promise<RebuildAnswer> {
    const answer = await this.projector.rebuild(ask);
    if ('refused' in answer) throw refused(answer);
    return rebuildJson(answer);
  }
}

function refused({ refused: code }: RebuildRefusal): Problem {
  switch (code) {
    case 'unknown-projection':
      return new Problem(code, 'There is no such read model; /health names them.', {
        errors: [{ pointer: '/projection', code, detail: 'There is no such read model.' }],
      });
    case 'rebuild-under-way':
      return new Problem(code, 'A rebuild of this read model is under way; wait for it, or withdraw it.');
    case 'no-such-rebuild':
      return new Problem('rebuild-not-found', 'There is no such rebuild.');
    case 'not-waiting':
      return new Problem('rebuild-not-waiting', 'The rebuild does not wait for this; look how it stands.');
  }
}
