import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keys, mailboxCache } from '#client/mail/mailbox-cache.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { fakeFolder } from '#client/mail/testing/fake-folder.ts'
import { type FakeServer } from '#client/mail/testing/fake-server.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { type FolderAction, type FolderList } from '#contract/folders.ts'
import { type MessageId } from '#contract/ids.ts'
import { type ShareLevel } from '#contract/sharing.ts'
import MessageToolbar from './MessageToolbar.vue'

/** What a folder shared at each level does not permit, as the server says it (`server/sharing.real.test.ts`). */
const refuses: [ShareLevel, FolderAction[]][] = [
  ['see', ['mark-read', 'mark', 'label', 'add', 'remove', 'make-folders']],
  ['mark', ['add', 'remove', 'make-folders']],
  ['file', ['remove', 'make-folders']],
  ['delete', ['make-folders']],
  ['full', []],
]
const why: Partial<Record<FolderAction, string>> = {
  mark: 'Permit Desk does not let you change flags in Inbox.',
  remove: 'Permit Desk does not let you move or delete messages of Inbox.',
}
/** What each button and entry of the menu does to the folder. */
const commands: [name: string, isButton: boolean, does: FolderAction][] = [
  ['Archive', true, 'remove'],
  ['Delete', true, 'remove'],
  ['Flag', false, 'mark'],
]

let server: FakeServer
beforeEach(() => {
  ;({ server } = startMailbox('a'))
})
afterEach(cleanup)

function share(level: readonly FolderAction[]): void {
  const { cache } = mailboxCache()
  const list = cache.getQueryData<FolderList>(keys.folders())!
  const shared = { address: 'permits@example.gov', refuses: [...level] }
  const items = (['inbox', 'archive', 'trash'] as const).map((role) =>
    fakeFolder(role === 'inbox' ? 'inbox' : `their-${role}`, { role, owner: 'Permit Desk', shared }),
  )
  cache.setQueryData(keys.folders(), { ...list, items })
}

describe.each(refuses)('the buttons of a message in a mailbox shared at the level "%s"', (_level, refused) => {
  it.each(commands)('"%s" does what the level lets it do, or says why not', async (name, isButton, does) => {
    share(refused)
    const props = { ids: ['a' as MessageId], detailsId: null, hasViews: false, view: null, details: false }
    const { user } = await renderPart(MessageToolbar, { props })
    const isRefused = refused.includes(does)
    if (!isButton) await user.click(screen.getByRole('button', { name: /^More actions/ }))
    const control = await screen.findByRole(isButton ? 'button' : 'menuitem', {
      name: new RegExp(`^${name}`),
      hidden: true,
    })
    if (isButton) expect(control.getAttribute('aria-disabled')).toBe(isRefused ? 'true' : null)
    await user.click(control)
    if (isRefused) await eventually(() => expect(useOutcome().shown?.text).toBe(why[does]))
    await eventually(() =>
      expect(server.calls.some(({ call }) => call.startsWith('POST /api/messages/'))).toBe(!isRefused),
    )
  })
})
