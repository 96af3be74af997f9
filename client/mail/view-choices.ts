import { defineQueryOptions } from '@pinia/colada'
import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { type Message } from '#contract/messages.ts'
import { type MessageView } from '#contract/view-choice.ts'
import { chooseView, forgetView, listViewChoices, type ViewChoice } from '#contract/view-choices.ts'
import { keys, mailboxCache } from './mailbox-cache.ts'
import { useOutcome } from './outcome.ts'
import { tellFailure } from './tell-failure.ts'

/** The senders whose view was chosen. Other browsers of the person may change it; nobody is told of that. */
export const viewChoicesQuery = defineQueryOptions(() => ({
  key: keys.viewChoices(),
  query: async ({ signal }) => (await call(listViewChoices, {}, { signal })).items,
  staleTime: 60_000,
}))

export const viewName = (view: MessageView) => t(`views.name.${view}`)

/** The one sender of a message, in small letters; null where it names none or several. */
function senderOf({ from }: Pick<Message, 'from'>): string | null {
  const sender = from.length === 1 ? (from[0]?.address.trim().normalize('NFC').toLowerCase() ?? '') : ''
  return /^[^\s@]+@[^\s@]+$/.test(sender) && sender.length <= 320 ? sender : null
}

/** Keeps the view for whoever wrote a message. Says only that it failed: what changed on the screen is said where it changes. */
export async function rememberView(message: Pick<Message, 'from'>, view: MessageView): Promise<void> {
  const sender = senderOf(message)
  if (sender === null) return
  try {
    await keep({ sender, view })
  } catch (error) {
    tellFailure(t('views.notKept', { sender }), error, () => void rememberView(message, view))
  }
}

async function keep(choice: ViewChoice): Promise<void> {
  await call(chooseView, { body: choice })
  change(choice.sender, choice.view)
}

/** Forgets the view of a sender, says so and offers to undo that. Failures are told, never thrown. */
export async function forgetChoice(choice: ViewChoice): Promise<void> {
  const { sender } = choice
  try {
    await call(forgetView, { body: { sender } })
    change(sender, null)
    useOutcome().offerUndo({ text: t('view-settings.forgotten', { sender }), undo: () => keepAgain(choice) })
  } catch (error) {
    tellFailure(t('view-settings.notForgotten', { sender }), error, () => void forgetChoice(choice))
  }
}

async function keepAgain(choice: ViewChoice): Promise<void> {
  const { sender, view } = choice
  try {
    await keep(choice)
    useOutcome().tell(t('view-settings.keptAgain', { sender, view: viewName(view) }))
  } catch (error) {
    tellFailure(t('views.notKept', { sender }), error, () => void keepAgain(choice))
  }
}

/** What is known here follows: messages opened before, and the list of choices. */
function change(sender: string, view: MessageView | null): void {
  const { cache } = mailboxCache()
  for (const { key } of cache.getEntries({ key: ['message'] })) {
    const message = cache.getQueryData<Message>(key)
    if (message && senderOf(message) === sender) cache.setQueryData(key, { ...message, chosenView: view })
  }
  const list = cache.getQueryData<ViewChoice[]>(keys.viewChoices())
  const others = list?.filter((choice) => choice.sender !== sender)
  if (others) cache.setQueryData(keys.viewChoices(), view === null ? others : [{ sender, view }, ...others])
}
