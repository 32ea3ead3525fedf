import { NestFactory } from '@nestjs/core';
import { Module } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { x } from '@anslag/money/amount';
@Module({})
class M {}
async function main() {
  const app = await NestFactory.create(M, new FastifyAdapter());
  await app.listen(3999);
  console.log(x);
  await app.close();
}
void main();
