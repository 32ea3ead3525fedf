import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { built, product } from './ledger.mjs';

/**
 * The peer of row P4, a process of its own: Nest on Fastify, set up by the ledger's own code (access by token and role,
 * strict JSON, the same DTOs), whose handler answers a ready-made 201. Decorators are called as functions, since this is
 * plain JavaScript. Prints its address; ends on SIGTERM.
 */
const { Body, Module, Controller, Param } = product('@nestjs/common');
const { NestFactory } = product('@nestjs/core');
const { createAdapter, installHttp } = built('apps/ledger/src/http/adapter');
const { Command } = built('apps/ledger/src/http/command.decorator');
const { Stopping } = built('apps/ledger/src/http/stopping');
const { fixedTokens } = built('apps/ledger/src/http/tokens');
const { AllocateDto } = built('apps/ledger/src/budgets/allocations.dto');
const { BudgetPath } = built('apps/ledger/src/budgets/budgets.dto');

const events = [{ eventId: randomUUID(), type: 'AllocationDecided', revision: '1', voucher: 'hsn/2019/2' }];
const answer = { commandId: randomUUID(), stream: 'budget-hsn.2019', revision: '1', voucher: 'hsn/2019/2' };
const canned = { ...answer, position: '2', events, warnings: [], replayed: false };

class CannedController {
  async allocate() {
    return canned;
  }
}
const { prototype } = CannedController;
Param()(prototype, 'allocate', 0);
Body()(prototype, 'allocate', 1);
Reflect.defineMetadata('design:paramtypes', [BudgetPath, AllocateDto], prototype, 'allocate');
const method = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(prototype, 'allocate'));
Command('', ['controller'], 'Answer without doing anything')(prototype, 'allocate', method);
Controller('api/v1/budgets/:bodyId/:year/allocations')(CannedController);

// oxlint-disable-next-line typescript/no-extraneous-class -- a Nest module is an empty class
class CannedModule {}
Module({ controllers: [CannedController] })(CannedModule);

const tokens = fixedTokens({ controller: process.env.ANSLAG_TOKEN_CONTROLLER });
const adapter = createAdapter({ stopping: new Stopping(), tokens: () => tokens });
const app = await NestFactory.create(CannedModule, adapter, { bodyParser: false, logger: ['error'] });
installHttp(app);
await app.listen(0, '127.0.0.1');
console.log(`listens on ${await app.getUrl()}`);

process.once('SIGTERM', () => void app.close().then(() => process.exit(0)));
