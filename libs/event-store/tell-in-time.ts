import type { Waiting } from './batch';

/**
 * A group's commands came at different times, in the order of their deadlines: each hears in its own time (a second at
 * least) that nobody can tell yet what became of it. Whoever calls the returned function ends that.
 */
export function tellInTime(waiting: readonly Pick<Waiting<unknown>, 'deadline' | 'answer'>[]): () => void {
  let timer: NodeJS.Timeout | undefined;
  const tellFrom = (index: number) => {
    if (index === waiting.length) return;
    const tell = () => {
      let told = index;
      for (; told < waiting.length && waiting[told]!.deadline <= performance.now() + 1; told++)
        waiting[told]!.answer({ outcome: 'unsettled' });
      tellFrom(told);
    };
    timer = setTimeout(tell, Math.max(1000, waiting[index]!.deadline - performance.now()));
  };
  tellFrom(0);
  return () => clearTimeout(timer);
}
