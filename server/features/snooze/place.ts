import type { MessageReference } from '#server/mail/mail-account.ts'

export type Place = MessageReference

export const isSamePlace = (a: Place, b: Place): boolean =>
  a.uid === b.uid && a.validity === b.validity && a.folder === b.folder
