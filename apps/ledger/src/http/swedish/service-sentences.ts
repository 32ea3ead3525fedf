/** What the service answers before or instead of a rule: access, routes, sizes, trouble. */
export const serviceSentences = {
  'Send a valid token as "Authorization: Bearer …".': 'En giltig token måste skickas som "Authorization: Bearer …".',
  'This needs the role {0}.': 'Detta kräver rollen {0:list}.',
  'This needs the role of nobody.': 'Ingen roll ger rätt till detta.',
  'There is no such route, or it does not take this method.':
    'Adressen finns inte, eller tar inte emot anrop med den metoden.',

  // how it was sent
  'That is not an HTTP request.': 'Det är inget HTTP-anrop.',
  'The request could not be read.': 'Anropet kunde inte läsas.',
  'The path is not a valid URL path.': 'Sökvägen är inte giltig i en URL.',
  'The header fields are too large.': 'Anropets huvudfält är för stora.',
  'A body may have 1 MiB at most.': 'Anropets innehåll får vara högst 1 MiB.',
  'Send the body as application/json.': 'Anropets innehåll ska skickas som application/json.',
  'JSON is sent as UTF-8.': 'JSON ska skickas som UTF-8.',
  'Send the lines as application/x-ndjson.': 'Raderna ska skickas som application/x-ndjson.',
  'This route takes no application/x-ndjson, or not in that encoding.':
    'Adressen tar inte emot application/x-ndjson, eller inte i den teckenkodningen.',
  'A line may have {0} MiB at most.': 'En rad får vara högst {0} MiB.',
  'There is no command under that path.': 'Det finns inget kommando med den sökvägen.',
  'Each line of a batch has its own key.': 'Varje rad i en batch har sin egen nyckel.',

  // the stream that a command writes
  'Another command was sent under this Idempotency-Key on this stream.':
    'Ett annat kommando har skickats med denna Idempotency-Key till samma ström.',
  'Take a new key for it.': 'Kommandot behöver en ny nyckel.',
  'The stream has another revision than If-Match says.': 'Strömmen har en annan revision än If-Match anger.',
  'Read the stream again and decide anew.': 'Strömmen måste läsas igen och kommandot prövas på nytt.',
  'The event would be larger than 256 KiB.': 'Händelsen skulle bli större än 256 KiB.',
  'Others kept writing to the stream; it is safe to send the command again.':
    'Andra skrev till strömmen hela tiden; kommandot kan tryggt skickas igen.',
  'The store has not said in time whether the command is booked. Sent again under the same Idempotency-Key it is booked once.':
    'Händelselagret har inte i tid svarat om kommandot är bokfört. Skickas det igen med samma Idempotency-Key bokförs det en gång.',

  // trouble
  'The event store cannot be reached; try again.': 'Händelselagret kan inte nås; försök igen.',
  'History of this stream is missing or closed; nothing is decided on it.':
    'Strömmens historik saknas eller är stängd; inget kan beslutas på den.',
  'The service is stopping; try again elsewhere or soon.':
    'Tjänsten håller på att stanna; försök igen på annat håll eller om en stund.',
  'Something went wrong; the log knows more.': 'Något gick fel; mer står i loggen.',
  'The service is stopping; run it again soon.': 'Tjänsten håller på att stanna; kör igen om en stund.',
  'The event store is away, and this line was not tried; send it again.':
    'Händelselagret kan inte nås, och raden har inte prövats; skicka den igen.',
  'A run has none: what is published is booked once.': 'En körning har ingen: det som är publicerat bokas en gång.',
  'A run has none: each agreement is funded once a year.':
    'En körning har ingen: varje avtal finansieras en gång per år.',
  'The keys of personal data cannot be read just now; try again.':
    'Nycklarna till personuppgifter kan inte läsas just nu; försök igen.',
  'The key that this person’s data is sealed with is missing, though nobody has erased it. Restore the key store.':
    'Nyckeln som personens uppgifter är förseglade med saknas, fast ingen har raderat den. Återställ nyckellagret.',
  'There is no such user.': 'Användaren finns inte.',
};
