import type { DirectoryEntry } from '#server/mail/directory-port.ts'
import type { ChangedAction } from '#server/mail/managed-mailboxes.ts'
import { messageForInbox } from '#server/mail/mime/message-for-inbox.ts'

type Somebody = Pick<DirectoryEntry, 'name' | 'addresses'>

const english: Record<ChangedAction, { what: string; was: 'was' | 'were' }> = {
  'absence-changed': { what: 'out of office', was: 'was' },
  'acknowledgement-changed': { what: 'acknowledgement', was: 'was' },
  'filters-changed': { what: 'filters', was: 'were' },
}
const spanish: Record<ChangedAction, string> = {
  'absence-changed': 'su respuesta de ausencia',
  'acknowledgement-changed': 'su acuse de recibo',
  'filters-changed': 'sus filtros',
}

/** What an owner finds in their inbox when a delegate has changed something, in both of our languages: nobody knows which they read here. */
export function changedMessage(owner: Somebody, by: Somebody, what: ChangedAction, nowMs: number): Promise<Buffer> {
  const { what: changed, was } = english[what]
  const who = `${by.name} (${by.addresses[0] ?? ''})`
  const text = [
    `${who} changed your ${changed}, which you let them do.\nYou see what is set now, and can change it, in Curbcut under Settings. What else they do there is listed under Settings, Activity. You take this right back under Settings, Sharing.`,
    `${who} ha cambiado ${spanish[what]}, como usted le permitió.\nEn Curbcut, en Ajustes, puede ver qué vale ahora y cambiarlo. Lo demás que haga allí consta en Ajustes, Actividad. Puede retirar este permiso en Ajustes, Compartir.`,
  ].join('\n\n')
  return messageForInbox(by, owner, { subject: `Your ${changed} ${was} changed`, text }, nowMs)
}
