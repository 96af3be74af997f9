import type { Invitation } from '#contract/invitations.ts'
import type { Address } from '#contract/messages.ts'
import { isAddress } from '#contract/sending.ts'
import { readCalendar, type ReadCalendar, type ReadEvent } from '#server/mail/calendar/read-calendar.ts'
import type { FullMessage, MessageReference } from '#server/mail/mail-account.ts'
import { decodeCharset } from '#server/mail/mime/decode-text.ts'
import { readPartStart } from '#server/mail/read-part.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'
import type { InvitationBook, Known } from './invitation-book.ts'

/** A calendar longer than this is an archive, not a letter. */
const limitBytes = 2_000_000

export interface Looked {
  event: ReadEvent | null
  invitation: Invitation
}

/** Reads the calendar part of a message and puts beside it what the person has seen and answered before. */
export async function lookAtInvitation(
  { mail, signedIn }: LiveSession,
  book: InvitationBook,
  reference: MessageReference,
  partId: string,
): Promise<Looked> {
  const part = await readPartStart(mail, reference, partId, limitBytes)
  const message = await mail.read(reference)
  const calendar = readCalendar(decodeCharset(part.bytes, ''))
  const { event, further, ...rest } = calendar
  const isForeign = event !== null && isSentBySomebodyElse(calendar, event, message)
  const known = event && isOrganisers(calendar) ? await knownOf(book, calendar, event, isForeign) : nothingKnown
  // One letter may change or cancel several dates of a series.
  if (event && isOrganisers(calendar) && !isForeign) await noteFurther(book, calendar, event)
  const answerAs = event && known.overtaken === null ? answeringAddress(calendar, event, message, signedIn) : null
  const invitation = {
    ...rest,
    event,
    cut: rest.cut || part.cut,
    answerAs,
    sentBySomebodyElse: isForeign,
    ...known,
    answered: known.answered ?? (event && answerAs ? listed(event, signedIn) : null),
  }
  return { event, invitation }
}

const nothingKnown: Known = { answered: null, overtaken: null, changed: null }

/** What organisers send, and only they may. */
const isOrganisers = ({ method }: ReadCalendar) => method === 'request' || method === 'cancel'

function knownOf(
  book: InvitationBook,
  { method }: ReadCalendar,
  event: ReadEvent,
  isForeign: boolean,
): Promise<Known> | Known {
  if (event.uid === '') return nothingKnown
  return isForeign ? book.peek(event) : book.look(event, method === 'cancel' || event.cancelled)
}

async function noteFurther(book: InvitationBook, { method, further }: ReadCalendar, main: ReadEvent): Promise<void> {
  const organiser = main.organiser?.address ?? ''
  for (const event of further) {
    const isOfThem = event.uid !== '' && isSame(event.organiser?.address ?? '', organiser)
    if (isOfThem) await book.look(event, method === 'cancel' || event.cancelled)
  }
}

const isSame = (one: string, other: string) => one !== '' && one.toLowerCase() === other.toLowerCase()
const isOwn = ({ addresses }: SignedIn, address: string) => addresses.some((own) => isSame(own, address))

/** Of what organisers send the organiser is the author, of answers the one who answers. */
function isSentBySomebodyElse({ method }: ReadCalendar, event: ReadEvent, message: FullMessage): boolean {
  const authors = [...message.from, ...message.sender].map(({ address }) => address)
  const meant: readonly (string | undefined)[] =
    method === 'reply' || method === 'counter'
      ? event.attendees.map(({ address }) => address)
      : method === 'publish' || method === 'other'
        ? []
        : [event.organiser?.address, event.sentBy]
  const named = meant.filter((address): address is string => address !== undefined && address !== '')
  return named.length > 0 && !named.some((address) => authors.some((author) => isSame(author, address)))
}

/** Who would answer: the person as the invitation names them, else by the address it came to, else by their main one. */
function answeringAddress(
  { method }: ReadCalendar,
  event: ReadEvent,
  message: FullMessage,
  signedIn: SignedIn,
): Invitation['answerAs'] {
  const organiser = event.organiser?.address ?? ''
  if (method !== 'request' || event.cancelled || event.uid === '') return null
  if (!isAddress(organiser) || isOwn(signedIn, organiser)) return null
  const ownIn = (people: readonly Address[]) => people.find(({ address }) => isOwn(signedIn, address))?.address
  const named = ownIn(event.attendees)
  const address = named ?? ownIn([...message.to, ...message.cc]) ?? signedIn.addresses[0]
  return address === undefined ? null : { address, named: named !== undefined }
}

/** What the organiser's own list says the person has answered. */
function listed({ attendees }: ReadEvent, signedIn: SignedIn): Invitation['answered'] {
  const answer = attendees.find(({ address }) => isOwn(signedIn, address))?.status
  const isAnswer = answer === 'accepted' || answer === 'tentative' || answer === 'declined'
  return isAnswer ? { answer, atMs: null, earlier: false, certain: true } : null
}
