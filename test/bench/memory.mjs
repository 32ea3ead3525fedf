import { readFileSync } from 'node:fs';

/**
 * The most memory that a process has had, in MiB: the kernel's VmHWM. Null where there is no such process, or no /proc.
 * @param {number | 'self'} pid
 * @returns {number | null}
 */
export function peakMemory(pid = 'self') {
  try {
    const found = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'));
    return found && Number(found[1]) / 1024;
  } catch {
    return null;
  }
}
