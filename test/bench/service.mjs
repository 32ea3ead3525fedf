import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Starts a service and waits for the line that names its address. */
export async function start(file, env) {
  const child = spawn(process.execPath, [file], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit').then(() => null);
  const address = (async () => {
    for await (const line of createInterface({ input: child.stdout })) {
      const found = /listens on (http\S+)/.exec(line);
      if (found) return found[1];
    }
    return null;
  })();
  const url = await Promise.race([address, ended]);
  if (!url) throw new Error(`${file} ended before it listened`);
  child.stdout.resume();
  return { child, url };
}

/** Ends a service that {@link start} started, by force where it takes its time. */
export async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), 20_000);
  await ended;
  clearTimeout(patience);
}
