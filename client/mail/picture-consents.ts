import { defineQueryOptions } from '@pinia/colada'
import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { type Message } from '#contract/messages.ts'
import { type PictureConsent } from '#contract/picture-consent.ts'
import { allowPictures, listPictureConsents, revokePictures } from '#contract/pictures.ts'
import { keys, mailboxCache } from './mailbox-cache.ts'
import { useOutcome } from './outcome.ts'
import { senderOf } from './picture-sender.ts'
import { plainLine } from './sender-name.ts'
import { tellFailure } from './tell-failure.ts'

type Asked = Omit<PictureConsent, 'id'>

/** What the person allowed. Other browsers of theirs may change it; nobody is told of that. */
export const pictureConsentsQuery = defineQueryOptions(() => ({
  key: keys.pictureConsents(),
  query: async ({ signal }) => (await call(listPictureConsents, {}, { signal })).items,
  staleTime: 60_000,
}))

/** Consent to the pictures of this one message. */
export function forMessage({ pictureMark, subject }: Pick<Message, 'pictureMark' | 'subject'>): Asked {
  return { kind: 'message', value: pictureMark, name: plainLine(subject).slice(0, 200).toWellFormed() }
}

/** What a consent is called: "every message from ann@example.org". */
export function consentName({ kind, value, name }: Asked): string {
  return t(`picture-consents.name.${kind}`, { name: kind === 'message' ? name || t('mail.noSubject') : value })
}

/**
 * Allows pictures and says nothing: what becomes of them is said when they are there.
 * @throws {ApiProblem}
 */
export async function allow(asked: Asked): Promise<PictureConsent> {
  const consent = await call(allowPictures, { body: asked })
  changeKnown((message) => (message.pictureConsent === null && holdsFor(consent, message) ? consent : undefined))
  changeList((list) => [consent, ...list.filter(({ id }) => id !== consent.id)])
  return consent
}

/** Takes a consent back; pictures go at once wherever they are shown. Throws {ApiProblem}. */
export async function revoke({ id }: PictureConsent): Promise<void> {
  await call(revokePictures, { params: { consentId: id } })
  changeKnown(({ pictureConsent }) => (pictureConsent?.id === id ? null : undefined))
  changeList((list) => list.filter((each) => each.id !== id))
}

/** Takes a consent back, says so and offers to undo that. Failures are told, never thrown. */
export async function stopAllowing(consent: PictureConsent): Promise<void> {
  const what = consentName(consent)
  try {
    await revoke(consent)
    useOutcome().offerUndo({ text: t('picture-consents.stopped', { what }), undo: () => allowAgain(consent) })
  } catch (error) {
    tellFailure(t('picture-consents.notStopped', { what }), error, () => void stopAllowing(consent))
  }
}

async function allowAgain({ kind, value, name }: PictureConsent): Promise<void> {
  const asked = { kind, value, name }
  const what = consentName(asked)
  try {
    await allow(asked)
    useOutcome().tell(t('picture-consents.allowedAgain', { what }))
  } catch (error) {
    tellFailure(t('picture-consents.notAllowed', { what }), error, () => void allowAgain({ id: '', ...asked }))
  }
}

function holdsFor({ kind, value }: PictureConsent, message: Message): boolean {
  return kind === 'message' ? message.pictureMark === value : senderOf(message)?.[kind] === value
}

/** Messages opened before know what allows their pictures; undefined leaves that as it is. */
function changeKnown(change: (message: Message) => PictureConsent | null | undefined): void {
  const { cache } = mailboxCache()
  for (const { key } of cache.getEntries({ key: ['message'] })) {
    const message = cache.getQueryData<Message>(key)
    const pictureConsent = message && change(message)
    if (message && pictureConsent !== undefined) cache.setQueryData(key, { ...message, pictureConsent })
  }
}

function changeList(change: (list: PictureConsent[]) => PictureConsent[]): void {
  const { cache } = mailboxCache()
  const list = cache.getQueryData<PictureConsent[]>(keys.pictureConsents())
  if (list) cache.setQueryData(keys.pictureConsents(), change(list))
}
