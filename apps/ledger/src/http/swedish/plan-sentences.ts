/** Refusals and warnings about when an allocation is to be paid. */
export const planSentences = {
  'A plan that replaces another says why.': 'En plan som ersätter en annan måste ange varför.',
  'There is no disbursement plan to withdraw.': 'Det finns ingen utbetalningsplan att återkalla.',
  'The plan has {0} to pay, and {1} of the allocation is not paid.':
    'Enligt planen ska {0:money} betalas ut, och av tilldelningen är {1:money} inte utbetalt.',
  'The disbursement plan is not kept, since the new allocation waits for approval: set it afterwards.':
    'Utbetalningsplanen följer inte med, eftersom den nya tilldelningen väntar på att godkännas: ange den efteråt.',
  'The disbursement plan is not kept: it has {0} to pay, and the new allocation is {1}.':
    'Utbetalningsplanen följer inte med: enligt den ska {0:money} betalas ut, och den nya tilldelningen är på {1:money}.',
  '{0} of what is left to pay is not in the plan.': 'Av det som återstår att betala ut är {0:money} inte med i planen.',
  '{0} {1} of instalment {2} has been paid; the plan keeps it with that or more.':
    'Av delutbetalning {2} är {0} {1} redan utbetalt; den måste finnas kvar i planen med minst det beloppet.',
  'There is no instalment {0} in the allocation’s plan.':
    'Tilldelningens utbetalningsplan har ingen delutbetalning {0}.',
  'Instalment {0} has been paid already.': 'Delutbetalning {0} är redan utbetald.',
  'Instalment {0} is paid when {1} ({2}) has been received or waived.':
    'Delutbetalning {0} betalas ut först när {1:text} ({2}) har kommit in eller efterskänkts.',
  '{0} {1} of the instalment is left to pay.': 'Av delutbetalningen återstår {0} {1} att betala ut.',
  'Instalment {0} is due on {1}.': 'Delutbetalning {0} förfaller den {1}.',
  'The disbursement plan has {0} to pay, and {1} would be left to pay it with.':
    'Enligt utbetalningsplanen ska {0:money} betalas ut, och {1:money} skulle finnas kvar att betala med.',
};
