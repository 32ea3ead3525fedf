import { createInterface } from 'node:readline';

/** Asks on stderr for a text, as a safeguard; whether exactly that comes as a line on stdin. Without a line it does not. */
export async function isTyped(question: string, text: string): Promise<boolean> {
  process.stderr.write(question);
  const lines = createInterface({ input: process.stdin });
  try {
    for await (const line of lines) return line.trim() === text;
    process.stderr.write('\n');
    return false;
  } finally {
    lines.close();
    // A terminal that nobody reads any more must not keep the program running.
    process.stdin.destroy();
  }
}
