import type { DirectoryEntry } from '#server/mail/directory-port.ts'
import { messageForInbox } from '#server/mail/mime/message-for-inbox.ts'
import type { Told } from './hand-over.ts'

/** What somebody finds in their inbox when they come back, in both of our languages: nobody knows which they read here. */
export function toldMessage(absent: DirectoryEntry, told: Told, nowMs: number): Promise<Buffer> {
  const subject = told.act === 'answer' ? 'Out of office turned on for you' : 'Your mailbox was shared for you'
  return messageForInbox(told.by, absent, { subject, text: [english(told), spanish(told)].join('\n\n') }, nowMs)
}

const nameOf = ({ name, addresses }: DirectoryEntry) => `${name} (${addresses[0] ?? ''})`
const dayOf = (ms: number, locale: string) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(ms - 1)

function english({ by, act, delegate, endsAtMs, reason }: Told): string {
  const done =
    act === 'answer' || !delegate ? 'turned on your out of office' : `let ${nameOf(delegate)} into your mailbox`
  return `While you were away ${nameOf(by)} ${done}. It ends by itself; the last day is ${dayOf(endsAtMs, 'en-GB')}.\nThe reason given: ${reason}\nYou can end it in Curbcut under Settings at any time.`
}

function spanish({ by, act, delegate, endsAtMs, reason }: Told): string {
  const done =
    act === 'answer' || !delegate
      ? 'ha activado su respuesta de ausencia'
      : `ha dado acceso a su buzón a ${nameOf(delegate)}`
  return `Durante su ausencia, ${nameOf(by)} ${done}. Termina por sí solo; el último día es ${dayOf(endsAtMs, 'es')}.\nMotivo indicado: ${reason}\nPuede terminarlo en Curbcut, en Ajustes, en cualquier momento.`
}
