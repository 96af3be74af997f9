import type { DirectoryEntry } from '#server/mail/directory-port.ts'
import type { ChangedAction } from '#server/mail/managed-mailboxes.ts'
import { messageForInbox } from '#server/mail/mime/message-for-inbox.ts'

type Somebody = Pick<DirectoryEntry, 'name' | 'addresses'>

const english: Record<ChangedAction, string> = {
  'absence-changed': 'out of office',
  'acknowledgement-changed': 'acknowledgement',
}
const spanish: Record<ChangedAction, string> = {
  'absence-changed': 'respuesta de ausencia',
  'acknowledgement-changed': 'acuse de recibo',
}

/** What an owner finds in their inbox when a delegate has changed something, in both of our languages: nobody knows which they read here. */
export function changedMessage(owner: Somebody, by: Somebody, what: ChangedAction, nowMs: number): Promise<Buffer> {
  const who = `${by.name} (${by.addresses[0] ?? ''})`
  const text = [
    `${who} changed your ${english[what]}, which you let them do.\nYou see it as it is now, and can change it, in Curbcut under Settings. What else they do there is listed under Settings, Activity. You take this right back under Settings, Sharing.`,
    `${who} ha cambiado su ${spanish[what]}, como usted le permitió.\nEn Curbcut, en Ajustes, puede ver cómo está ahora y cambiarlo. Lo demás que haga allí consta en Ajustes, Actividad. Puede retirar este permiso en Ajustes, Compartir.`,
  ].join('\n\n')
  return messageForInbox(by, owner, { subject: `Your ${english[what]} was changed`, text }, nowMs)
}
