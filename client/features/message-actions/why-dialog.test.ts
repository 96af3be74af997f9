import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { explainedId } from '#client/mail/rule-actions.ts'
import { fakeFolder } from '#client/mail/testing/fake-folder.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type Folder } from '#contract/folders.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { type Whereabouts } from '#contract/whereabouts.ts'
import { reasonsFor } from './reasons.ts'
import WhyDialog from './WhyDialog.vue'

const said = () => recentAnnouncements.value.map(({ text }) => text)
const plain: Whereabouts = {
  ...{ caughtBy: [], filedBy: null, isKept: true, sender: null, isJunk: false },
  ...{ forwarding: 'off', isAway: false, colleague: null, otherScript: null },
}
const files: Whereabouts['caughtBy'][number] = {
  ...{ name: 'News', actions: [{ do: 'move', folderId: 'archive' as FolderId }, { do: 'mark-read' }], stops: true },
}
const caught = { caughtBy: [files], isKept: false }

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('a')
})
afterEach(() => {
  cleanup()
  explainedId.value = null
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

describe('the dialog that says why a message is where it is', () => {
  it('has no faults that axe can find, says it, and what each filter does', async () => {
    answerAlso('/api/messages/a/why', () => [200, { ...plain, ...caught }])
    explainedId.value = 'a' as MessageId
    const { baseElement, user } = await renderPart(WhyDialog)
    const sentence = /It is in Inbox although a filter would move it/
    await screen.findByText(sentence)
    expect(screen.getByRole('dialog', { description: sentence }).getAttribute('aria-modal')).toBe('true')
    expect(screen.getByRole('listitem').textContent).toBe(
      'News: move to Archive and mark as read. Later filters are not tried.',
    )
    expect(await faultsOf(baseElement)).toEqual([])
    await user.keyboard('{Escape}')
    expect(explainedId.value).toBeNull()
  })

  it('says so when it cannot be found out', async () => {
    const { server } = startMailbox('a')
    server.failNext('/api/messages/a/why', 'mail-server-unavailable')
    explainedId.value = 'a' as MessageId
    await renderPart(WhyDialog)
    await screen.findByText('It could not be found out')
    expect(said()).toContain('Finding out…')
    expect(screen.getByRole('dialog').textContent).toMatch(/mail server/)
  })
})

describe('the reasons', () => {
  const inbox = fakeFolder('inbox', { role: 'inbox' })
  const junk = fakeFolder('junk', { role: 'junk' })
  const archive = fakeFolder('archive', { role: 'archive' })
  const cases: [Whereabouts, Folder, RegExp][] = [
    [plain, inbox, /^It is in Inbox, where mail comes: no filter of yours catches it\.$/],
    [{ ...plain, caughtBy: [files] }, inbox, /no filter of yours moves it\.$/],
    [{ ...plain, ...caught }, inbox, /although a filter would move it or throw it away/],
    [{ ...plain, ...caught, filedBy: 0 }, archive, /because the filter “News” puts such messages there\.$/],
    [{ ...plain, ...caught }, fakeFolder('Projects'), /although a filter would put it elsewhere/],
    [plain, archive, /by no filter of yours/],
    [{ ...plain, isJunk: true }, junk, /because the mail server marked it as junk\.$/],
    [plain, junk, /although the mail server did not mark it as junk/],
    [{ ...plain, sender: 'blocked' }, junk, /because you blocked its sender\.$/],
    [{ ...plain, sender: 'blocked' }, inbox, /It came before that/],
    [{ ...plain, sender: 'allowed', isJunk: true }, inbox, /because you always allow its sender\.$/],
  ]
  it.each(cases)('begin with what put it there: %#', (found, folder, sentence) =>
    expect(reasonsFor(found, folder)[0]).toMatch(sentence),
  )

  it('go on with what else was done with it, which is nothing where it is junk', () => {
    const colleague = 'ben@example.gov'
    const more = { ...plain, isAway: true, colleague, forwarding: 'with-copy', otherScript: 'roundcube' } as const
    expect(reasonsFor(more, inbox).slice(1)).toEqual([
      'The script “roundcube” from another program runs as well. What it does with messages is not known here.',
      'Your mail is forwarded as well, and a copy stays here.',
      'Out of office is on, so its sender may have had an answer.',
      'While your out of office is on, ben@example.gov gets a copy of messages like this one.',
    ])
    expect(reasonsFor({ ...more, isJunk: true }, inbox).slice(1)).toEqual([
      'The mail server marked it as junk.',
      'The script “roundcube” from another program runs as well. What it does with messages is not known here.',
    ])
  })
})
