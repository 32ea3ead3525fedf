import { EventEmitter } from 'node:events';
import { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import { AppendLine, type Reply } from './append-line';

/** A call to a server that does what the test says. */
class FakeCall extends EventEmitter {
  readonly sent: BatchAppendReq[] = [];
  cancelled = 0;

  write(request: BatchAppendReq): boolean {
    this.sent.push(request);
    return true;
  }

  cancel(): void {
    this.cancelled += 1;
  }

  answer(index: number): void {
    this.emit('data', new BatchAppendResp().setCorrelationId(this.sent[index]!.getCorrelationId()));
  }
}

let call: FakeCall;
let line: AppendLine;
let losses: Error[];
beforeEach(() => {
  call = new FakeCall();
  losses = [];
  line = new AppendLine(call as never, (cause) => losses.push(cause));
});

function send(): { replies: Reply[]; forget: () => void } {
  const replies: Reply[] = [];
  const forget = line.send(new BatchAppendReq(), (reply) => replies.push(reply));
  return { replies, forget };
}

test('each append gets its own answer, in whatever order they come', () => {
  const [first, second] = [send(), send()];
  call.answer(1);
  expect([first.replies.length, second.replies.length]).toEqual([0, 1]);
  call.answer(0);
  expect(first.replies[0]).toHaveProperty('answer');
});

test('an answer to an append that was given up, or to none at all, is dropped', () => {
  const { replies, forget } = send();
  forget();
  call.answer(0);
  call.emit('data', new BatchAppendResp());
  expect(replies).toEqual([]);
});

test('a line that the server ends cleanly is as lost as one that breaks, for all who wait and all who come', () => {
  const waiting = [send(), send()];
  call.emit('end');
  for (const { replies } of [...waiting, send()])
    expect(replies).toEqual([{ lost: new Error('The server ended the call') }]);
  expect([losses.length, call.cancelled, call.sent.length]).toEqual([1, 1, 2]);
});

test('a line that breaks is lost once, whatever else it says after that', () => {
  const { replies } = send();
  const cause = new Error('14 UNAVAILABLE');
  call.emit('error', cause);
  call.emit('error', new Error('1 CANCELLED'));
  call.emit('end');
  call.answer(0);
  expect(replies).toEqual([{ lost: cause }]);
  expect(losses).toEqual([cause]);
});

test('a line that is replaced goes on until its last append is answered or given up', () => {
  const [first, second] = [send(), send()];
  line.retire();
  call.answer(0);
  expect(call.cancelled).toBe(0);
  second.forget();
  expect(call.cancelled).toBe(1);
  expect(first.replies[0]).toHaveProperty('answer');
  expect([second.replies, losses]).toEqual([[], []]);
});

test('a line that is replaced while nobody waits on it ends at once, and its end is no loss', () => {
  line.retire();
  call.emit('error', new Error('1 CANCELLED'));
  expect([call.cancelled, losses]).toEqual([1, []]);
});
