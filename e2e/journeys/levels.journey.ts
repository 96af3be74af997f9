import { type Page } from 'playwright-core'
import { type FolderAction, type FolderList } from '#contract/folders.ts'
import { levelRights, type ShareLevel, shareLevels } from '#contract/sharing.ts'
import { eventually } from '../eventually.ts'
import { announced } from '../focus.ts'
import { journeyByKeyboard } from '../journey.ts'
import { ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { person, signedIn } from '../people.ts'
import { soonMatches } from '../soon.ts'

/** What no delegate of a level may do, in the order in which the page says it. */
const refused: Record<ShareLevel, FolderAction[]> = {
  see: ['mark-read', 'mark', 'label', 'add', 'remove', 'make-folders'],
  mark: ['add', 'remove', 'make-folders'],
  file: ['remove', 'make-folders'],
  delete: ['make-folders'],
  full: [],
}
const [owner, delegate] = ['grace', 'hana']
const folderOf = (level: ShareLevel) => `Level ${level}`

/** The address of the page that shows a folder of somebody else. */
async function addressOf(page: Page, url: string, name: string): Promise<string> {
  const { items } = (await (await page.request.get(`${url}/api/folders`)).json()) as FolderList
  const found = items.find((folder) => folder.name === name && folder.owner !== null)
  if (!found) throw new Error(`no folder ${name}`)
  return `${url}/mail/${found.id}`
}

journeyByKeyboard('At each level the page says what is not permitted, and does what is', async (scene) => {
  const { app, page, hands } = scene
  const theirs = await openMailbox(app.platform, owner)
  const { name } = person(app, owner)
  const subjects = Object.fromEntries(shareLevels.map((level) => [level, ownSubject(`A kerb to ${level}`)]))
  try {
    for (const level of shareLevels) {
      await theirs.fill(folderOf(level), [subjects[level] ?? ''])
      await theirs.letIn(folderOf(level), delegate, levelRights[level])
    }
    await theirs.letIn('Trash', delegate, levelRights.full)
    const mail = await signedIn(app, page, hands, delegate)
    const { words } = mail
    const band = page.getByRole('region', { name: words('acting.region') })
    const isSaid = (text: string) => eventually(`"${text}" is said`, async () => (await announced(page)).includes(text))

    for (const level of shareLevels) {
      const [folder, subject] = [folderOf(level), subjects[level] ?? '']
      const actions = refused[level]
      const says = (action: FolderAction) => words.with(`acting.refused.${action}`, { owner: name, folder })
      await page.goto(await addressOf(page, app.url, folder))
      await mail.row(subject).waitFor()
      for (const action of actions)
        await soonMatches(() => band.innerText(), new RegExp(words(`acting.action.${action}`)))
      if (actions.length === 0) await band.getByText(words.like('acting.mayNot')).waitFor({ state: 'detached' })

      await mail.row(subject).focus()
      await page.keyboard.press('Control+k')
      await mail.palette.waitFor()
      await page.keyboard.type(words('actions.flag'))
      await mail.palette
        .getByRole('option', { name: words('actions.flag') })
        .first()
        .waitFor()
      await page.keyboard.press('Enter')
      if (actions.includes('mark')) await isSaid(says('mark'))
      else
        await eventually('the flag is there', async () =>
          Boolean((await theirs.find(folder, subject))?.flags.has('\\Flagged')),
        )

      await mail.row(subject).focus()
      await page.keyboard.press('Delete')
      if (actions.includes('remove')) {
        await isSaid(says('remove'))
        await theirs.arrives(folder, subject)
        await mail.row(subject).waitFor()
      } else {
        await theirs.leaves(folder, subject)
        await theirs.arrives('Trash', subject)
        await mail.row(subject).waitFor({ state: 'detached' })
      }
    }
  } finally {
    await theirs.letIn('Trash', delegate, '')
    for (const level of shareLevels) await theirs.drop(folderOf(level))
    await theirs.close()
  }
})
