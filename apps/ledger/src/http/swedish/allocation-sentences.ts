/** Refusals and warnings about allocations and what is booked on them, and about who approves. */
export const allocationSentences = {
  'There is no allocation {0} in this budget.': 'Det finns ingen tilldelning {0} i den här budgeten.',
  'The allocation {0} exists already in this budget.': 'Tilldelningen {0} finns redan i den här budgeten.',
  'An id that begins with a year and a dot is reserved for allocations carried over.':
    'Ett id som börjar med ett årtal och en punkt är reserverat för överförda tilldelningar.',
  'The decision has no exact day, so effectiveOn must say which day the entry takes effect.':
    'Beslutet saknar exakt dag, så effectiveOn måste ange från vilken dag posten gäller.',

  // agreements
  "An allocation that is not the agreement's has the id {0} in this budget.":
    'En tilldelning som inte hör till avtalet har redan id {0} i den här budgeten.',
  'The agreement {0} has been funded for {1} already; what followed is on allocation {2}.':
    'Avtalet {0} är redan finansierat för {1}; det som följde finns på tilldelningen {2}.',
  'The funding of {0} for {1} is proposed already and waits for approval.':
    'Finansieringen av {0} för {1} är redan föreslagen och väntar på attest.',
  'That {0} be funded for {1} was proposed and rejected; what is to be given instead is an allocation with an id of its own.':
    'Att finansiera {0} för {1} har föreslagits och avslagits; det som ska ges i stället blir en tilldelning med ett eget id.',
  'The funding of {0} for {1} was reversed; what is to be given instead is an allocation with an id of its own.':
    'Finansieringen av {0} för {1} är återförd; det som ska ges i stället blir en tilldelning med ett eget id.',
  'The agreement {0} has no funding terms for {1}.': 'Avtalet {0} har inga finansieringsvillkor för {1}.',
  'The funding terms of {0} state no amount for {1}.': 'Finansieringsvillkoren i {0} anger inget belopp för {1}.',
  'The terms are in {0}, the budget in {1}.': 'Villkoren är i {0}, budgeten i {1}.',
  'The agreement {0} is not in force on {1}.': 'Avtalet {0} är inte i kraft den {1}.',
  'Whether the agreement {0} is in force on {1} is not stated.':
    'Det är inte angivet om avtalet {0} är i kraft den {1}.',

  // what may be booked
  'Available is {0}, which would leave {1}.': 'Tillgängligt är {0:money}; efteråt skulle {1:money} återstå.',
  'That is more than what is still committed on the allocation.':
    'Det är mer än vad som fortfarande är intecknat på tilldelningen.',
  'That would leave more returned than was disbursed on the allocation.':
    'Då skulle mer vara återbetalt än vad som har betalats ut på tilldelningen.',
  'Nothing is committed on the allocation.': 'Inget är intecknat på tilldelningen.',
  'The disbursement {0} exists already.': 'Utbetalningen {0} finns redan.',
  'The return {0} exists already.': 'Återbetalningen {0} finns redan.',
  'The allocation was rejected.': 'Tilldelningen är avslagen.',
  'The allocation has been reversed.': 'Tilldelningen är återförd.',
  'The allocation takes effect on {0}; nothing on it can be dated {1}.':
    'Tilldelningen gäller från den {0}; inget på den kan dateras {1}.',
  'A change of this allocation waits for approval; approve, reject or withdraw that first.':
    'En ändring av tilldelningen väntar på attest; den måste attesteras, avslås eller dras tillbaka först.',
  'The allocation is carried forward to {0}, as {1}.': 'Tilldelningen är överförd till {0}, som {1}.',

  // corrections
  'The allocation has been reversed already.': 'Tilldelningen är redan återförd.',
  'The allocation was rejected; nothing is booked on it.': 'Tilldelningen är avslagen; inget är bokfört på den.',
  'It was decided in {0}, which is closed; record a late correction of what was allocated.':
    'Tilldelningen beslutades i budgeten för {0}, som är stängd; beloppet ändras genom en sen rättelse.',
  'Money has been disbursed on the allocation; reverse the disbursements first.':
    'Pengar är utbetalda på tilldelningen; utbetalningarna måste återföras först.',
  'Part of the allocation has been released; reverse the releases first, each by its voucher.':
    'En del av tilldelningen är frigjord; det som är frigjort måste återföras först, verifikation för verifikation.',
  '{0} is no entry on this allocation that can be reversed.':
    '{0} är ingen post på den här tilldelningen som kan återföras.',
  '{0} has been reversed already.': '{0} är redan återförd.',
  'Leave voucher out to reverse the decision with all that follows it.':
    'Utan voucher återförs beslutet med allt som följer på det.',
  'The total would need approval: record an upward adjustment, which waits for it.':
    'Det nya totalbeloppet kräver attest; det behöver registreras som en höjning, som då väntar på attest.',

  // approval
  'Nothing on this allocation waits for approval.': 'Inget på den här tilldelningen väntar på attest.',
  'Whoever proposed it can neither approve nor reject it.':
    'Den som har lagt förslaget kan varken attestera eller avslå det.',
  'Whoever stands in for the proposer can neither approve nor reject it.':
    'Den som är ersättare för förslagsställaren kan varken attestera eller avslå förslaget.',
  'Only whoever proposed it can withdraw it; an approver can reject it.':
    'Bara den som har lagt förslaget kan dra tillbaka det; en attestant kan avslå det.',
  'The budget year has appointed approvers, and this is none of them.':
    'Budgetåret har utsedda attestanter, och användaren är ingen av dem.',
  'The appointment does not hold on {0}: it has ended, or has not begun.':
    'Attesträtten gäller inte den {0}: den har upphört eller inte börjat gälla.',
  'The total after the change is above the limit of the appointment.':
    'Totalbeloppet efter ändringen överstiger attesträttens beloppsgräns.',

  // approvers
  'No such approver was appointed in this budget year.': 'Attestanten är inte utsedd för det här budgetåret.',
  'The subject is, or was, an approver on some of these days already; name others, or revoke what still holds first.':
    'Användaren är eller var redan attestant någon av dagarna; ange andra dagar, eller återkalla först det som ännu gäller.',
  'No appointment of the subject holds on {0} or later.':
    'Användaren har ingen attesträtt som gäller den {0} eller senare.',
  'The last day is before the first.': 'Den sista dagen är före den första.',
  'Nobody gives or ends a right to approve of their own; another controller does.':
    'Ingen kan ge sig själv attesträtt eller avsluta sin egen; det gör en annan controller.',
  'Nobody stands in for themselves.': 'Ingen kan vara ersättare för sig själv.',
  'That one stands in on some of these days already.': 'Den utsedda är redan ersättare någon av dagarna.',
  'The approver is none on any of these days.': 'Attestanten har ingen attesträtt någon av dagarna.',
};
