/** Refusals and warnings about what follows an allocation: reports that are owed, and money that is demanded back. */
export const followUpSentences = {
  'The report has neither come in nor been waived.': 'Återrapporteringen har varken kommit in eller efterskänkts.',
  // reporting duties
  'There is no reporting duty {0} on the allocation.': 'Tilldelningen har inget återrapporteringskrav {0}.',
  'The report is due on {0} already.': 'Återrapporteringen ska redan vara inne den {0}.',
  'The allocation has a reporting duty {0} already.': 'Tilldelningen har redan ett återrapporteringskrav {0}.',
  'An allocation holds {0} reporting duties at most, settled ones included.':
    'En tilldelning kan ha högst {0:number} återrapporteringskrav, avslutade inräknade.',
  'A report is received on a day that has come.':
    'En återrapportering kan inte ha kommit in en dag som inte har varit.',
  'The report was received on {0}.': 'Återrapporteringen kom in den {0}.',
  'The report was waived on {0}.': 'Återrapporteringen efterskänktes den {0}.',
  '{0} ({1}) was due on {2}; nothing is disbursed until it is received, put off or waived.':
    '{0:text} ({1}) skulle ha kommit in den {2}; inget betalas ut förrän den har kommit in, skjutits upp eller efterskänkts.',
  '{0} ({1}) was due on {2}.': '{0:text} ({1}) skulle ha kommit in den {2}.',

  // claims
  'The allocation has a claim {0} already.': 'Tilldelningen har redan ett återkrav {0}.',
  'An allocation holds {0} claims at most, settled ones included.':
    'En tilldelning kan ha högst {0:number} återkrav, avslutade inräknade.',
  '{0} {1} of what was disbursed is neither returned nor demanded back.':
    'Av det som har betalats ut är {0} {1} varken återbetalt eller återkrävt.',
  'There is no claim {0} on the allocation.': 'Tilldelningen har inget återkrav {0}.',
  'Nothing is outstanding of the claim.': 'Inget av återkravet är utestående.',
  'What is paid on a claim is a clawback, not a return.':
    'Det som betalas på ett återkrav har slaget clawback, inte return.',
  '{0} {1} of the claim is outstanding; the rest is a return of its own.':
    'Av återkravet är {0} {1} utestående; resten är en egen återbetalning.',
  'More would be returned or demanded back than was disbursed: name the claim that is paid, or withdraw one first.':
    'Mer skulle vara återbetalt eller återkrävt än vad som har betalats ut: det återkrav som betalas ska anges, eller ett återkrav återkallas först.',
};
