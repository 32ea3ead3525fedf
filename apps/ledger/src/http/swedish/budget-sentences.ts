/** Refusals and warnings about budgets, their appropriations and the transfers between them. */
export const budgetSentences = {
  '{0} has no open budget for {1}.': '{0} har ingen öppnad budget för {1}.',
  'The budget of {0} for {1} has been opened already.': 'Budgeten för {0} år {1} är redan öppnad.',
  'The budget of {0} for {1} is locked; unlock it first.':
    'Budgeten för {0} år {1} är låst; den måste låsas upp först.',
  'The budget of {0} for {1} is not locked.': 'Budgeten för {0} år {1} är inte låst.',
  'The budget of {0} for {1} is closed; what concerns it is recorded as a late correction in an open year.':
    'Budgeten för {0} år {1} är stängd; det som rör den registreras som en sen rättelse i ett öppet år.',
  'The budget of {0} for {1} is being closed; what concerns it is recorded as a late correction in an open year.':
    'Budgeten för {0} år {1} håller på att stängas; det som rör den registreras som en sen rättelse i ett öppet år.',
  'The budget would pass the largest amount that the ledger can hold.':
    'Budgeten skulle överskrida det största belopp som kan bokföras.',

  // appropriations
  'There is no appropriation {0} in this budget.': 'Det finns inget anslag {0} i den här budgeten.',
  'The appropriation {0} exists already.': 'Anslaget {0} finns redan.',
  '{0} has recommended the appropriation already.': '{0} har redan rekommenderat anslaget.',
  'The proposal states no amount, or another was recommended, so the adoption must.':
    'Förslaget anger inget belopp, eller ett annat har rekommenderats; beloppet måste därför anges när anslaget antas.',
  'The appropriation has been adopted already.': 'Anslaget är redan antaget.',
  'The appropriation has been rejected already.': 'Anslaget är redan avslaget.',
  'The appropriation has been reversed.': 'Anslaget är återfört.',
  'The appropriation has been reversed already.': 'Anslaget är redan återfört.',
  'Only an adopted appropriation can be reversed.': 'Bara ett antaget anslag kan återföras.',

  // transfers
  'There is no transfer {0} from this budget.': 'Det finns ingen omfördelning {0} från den här budgeten.',
  'The transfer {0} exists already in this budget.': 'Omfördelningen {0} finns redan i den här budgeten.',
  'A budget cannot transfer to itself.': 'En budget kan inte omfördela till sig själv.',
  'Available is {0}, less than the {1} to transfer.':
    'Tillgängligt är {0:money}, mindre än de {1:money} som ska omfördelas.',
  'The budget of {0} is in {1}, not {2}.': 'Budgeten för {0} är i {1}, inte i {2}.',
  'What became of the transfer {0} is booked already.': 'Utfallet av omfördelningen {0} är redan bokfört.',
  'The transfer {0} has not arrived yet.': 'Omfördelningen {0} har inte kommit fram än.',
  'The transfer came back, so nothing is to be given back.':
    'Omfördelningen kom i retur, så det finns inget att återföra.',
  'A transfer that gives another back cannot be reversed.':
    'En omfördelning som återför en annan kan inte själv återföras.',
  'The transfer has been given back already, as {0}.': 'Omfördelningen är redan återförd, genom {0}.',
  '{0} transfers to other budgets are under way; they are settled by themselves.':
    'Omfördelningar till andra budgetar pågår ({0}); de slutförs automatiskt.',
  'The other budget has not booked it yet; the ledger goes on with it by itself.':
    'Den andra budgeten har inte bokfört omfördelningen än; det sker automatiskt.',
  'The other budget did not take it (budget-locked), so it came back.':
    'Den andra budgeten är låst; omfördelningen kom därför i retur.',
  'The other budget did not take it (budget-closed), so it came back.':
    'Den andra budgeten är stängd eller håller på att stängas; omfördelningen kom därför i retur.',
  'The other budget did not take it (ledger-overflow), so it came back.':
    'Den andra budgeten skulle överskrida det största belopp som kan bokföras; omfördelningen kom därför i retur.',

  // programmes
  'Available in the programme {0} is {1}, which would leave {2}.':
    'I programmet {0} är {1:money} tillgängligt; efteråt skulle {2:money} återstå.',
  'Available outside the programmes is {0}, which would leave {1}.':
    'Utanför programmen är {0:money} tillgängligt; efteråt skulle {1:money} återstå.',
  'Available in the programme {0} is {1}, less than the {2} to transfer.':
    'I programmet {0} är {1:money} tillgängligt, mindre än de {2:money} som ska omfördelas.',
  'Available outside the programmes is {0}, less than the {1} to transfer.':
    'Utanför programmen är {0:money} tillgängligt, mindre än de {1:money} som ska omfördelas.',
  'There is no programme {0} in this budget.': 'Det finns inget program {0} i den här budgeten.',
  'The programme {0} exists already in this budget.': 'Programmet {0} finns redan i den här budgeten.',
  'A budget year has at most {0} programmes.': 'Ett budgetår har högst {0:number} program.',
  'Name two programmes, or one and leave the other out.': 'Två program ska anges, eller ett, och det andra utelämnas.',
  'There is no transfer {0} between programmes of this budget.':
    'Det finns ingen omfördelning {0} mellan program i den här budgeten.',
  'The transfer has been reversed already.': 'Omfördelningen är redan återförd.',
  'The budget for {0} has no programme {1} to carry forward to; open it there first.':
    'Budgeten för {0} saknar program {1:list} att överföra till; det måste öppnas där först.',
};
