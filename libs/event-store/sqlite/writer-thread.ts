import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { GroupCommit, type AppendRequest } from './append';
import { announcer } from './commits';
import { openForWriting } from './schema';

/** The one thread that writes a ledger directory. Whatever has come in while it committed goes into the next commit. */
const port = parentPort!;
const { directory } = workerData as { directory: string };
const db = openForWriting(directory);
const log = new GroupCommit(db);
const commits = announcer(directory);

port.on('message', (first: AppendRequest[] | 'close') => {
  const requests: AppendRequest[] = [];
  let message: { message: AppendRequest[] | 'close' } | undefined = { message: first };
  let closing = false;
  for (; message; message = receiveMessageOnPort(port) as typeof message) {
    if (message.message === 'close') closing = true;
    else requests.push(...message.message);
  }
  if (requests.length > 0) {
    port.postMessage(log.commit(requests));
    commits.announce();
  }
  if (closing) {
    commits.close();
    db.close();
    port.close();
  }
});
port.postMessage('ready');
