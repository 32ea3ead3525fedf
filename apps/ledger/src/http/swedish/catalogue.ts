import { agreementSentences } from './agreement-sentences';
import { allocationSentences } from './allocation-sentences';
import { budgetSentences } from './budget-sentences';
import { dimensionSentences } from './dimension-sentences';
import { followUpSentences } from './follow-up-sentences';
import { indexSentences } from './index-sentences';
import { inputSentences } from './input-sentences';
import { partySentences } from './party-sentences';
import { planSentences } from './plan-sentences';
import { reportSentences } from './report-sentences';
import { serviceSentences } from './service-sentences';
import { filled, templateOf, type Template } from './template';
import { yearEndSentences } from './year-end-sentences';

/**
 * Every sentence that the ledger refuses or warns with, as its source has it, and the Swedish one. The English sentence is the
 * message's id, as in gettext, so that whoever writes a rule writes one sentence there and one here;
 * test/swedish/catalogue.spec.ts finds those that are missing.
 */
export const sentences: readonly Readonly<Record<string, string>>[] = [
  agreementSentences,
  allocationSentences,
  budgetSentences,
  dimensionSentences,
  followUpSentences,
  indexSentences,
  inputSentences,
  partySentences,
  planSentences,
  reportSentences,
  serviceSentences,
  yearEndSentences,
];

/** Sentences without a value in them. */
const whole = new Map<string, string>();
/** Those with values, by their first word; under '' where that is a value. */
const templates = new Map<string, Template[]>();

for (const [english, swedish] of sentences.flatMap((some) => Object.entries(some))) {
  if (!/\{\d/.test(english)) whole.set(english, swedish);
  else {
    const first = firstWord(english);
    const key = first.includes('{') ? '' : first;
    templates.set(key, [...(templates.get(key) ?? []), templateOf(english, swedish)]);
  }
}

function firstWord(sentence: string): string {
  const end = sentence.indexOf(' ');
  return end < 0 ? sentence : sentence.slice(0, end);
}

/** A sentence in Swedish; as it is where the catalogue has none, such as a warning that an earlier version recorded. */
export function inSwedish(english: string): string {
  const known = whole.get(english);
  if (known !== undefined) return known;
  for (const key of [firstWord(english), ''])
    for (const template of templates.get(key) ?? []) {
      const found = template.english.exec(english);
      if (found) return filled(template.swedish, found.slice(1));
    }
  return english;
}
