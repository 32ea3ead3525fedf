import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { mergeMap, type Observable } from 'rxjs';
import { Opener } from '@anslag/personal-data/opening';
import { maySee } from './may-see';

/**
 * The one place where what is sealed is opened, or masked: the rows of read models carry it as it stands in the log, and every
 * answer goes out through here.
 */
@Injectable()
export class OpeningInterceptor implements NestInterceptor {
  constructor(private readonly opener: Opener) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    return next.handle().pipe(mergeMap((answer: unknown) => this.opener.shown(answer, maySee(request))));
  }
}
