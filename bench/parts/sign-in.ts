import { freshPage } from '#e2e/chromium.ts'
import { SignInScreen } from '#e2e/screens/sign-in-screen.ts'
import { type Row, rowOf } from '../figures/row.ts'
import { median } from '../figures/statistics.ts'
import { existsIn, fetchWindow, listFolders } from '../instruments/imap-commands.ts'
import { fillSignIn, rowsShown } from '../instruments/mail-page.ts'
import { seen, untilShown } from '../instruments/screen-clock.ts'
import { timed } from '../instruments/turns.ts'
import { type Part } from '../part.ts'
import { main, type Stage } from '../stage.ts'

const visits = 9

/** A browser that has never been here, from the address to the rows of the big inbox; then a reload. */
export const signIn: Part = {
  name: 'sign-in',
  async measure(stage) {
    const [form, rows, reload, floor]: number[][] = [[], [], [], []]
    for (let visit = 0; visit < visits; visit += 1) {
      const took = await visitOnce(stage)
      form?.push(took.form)
      rows?.push(took.rows)
      reload?.push(took.reload)
      floor?.push(await timed(() => rawSignIn(stage)))
    }
    const row = (name: string, times: number[] = [], target: Parameters<typeof rowOf>[1]): Row =>
      rowOf({ name, value: median(times), unit: 'ms', floor: median(floor ?? []) }, target)
    const cold = (form ?? []).map((ms, visit) => ms + (rows?.[visit] ?? 0))
    return [
      row('Sign-in, Enter to rows', rows, { ratioAtMost: 4 }),
      row('Cold sign-in, address to form and Enter to rows', cold, { ratioAtMost: 4 }),
      row('Reload when signed in', reload, { atMost: 300 }),
    ]
  },
}

async function visitOnce(stage: Stage): Promise<{ form: number; rows: number; reload: number }> {
  const page = await freshPage(stage.browser)
  try {
    const form = await timed(() => new SignInScreen(page).open(stage.app.url))
    await fillSignIn(stage, page)
    const rows = await untilShown(page, () => page.keyboard.press('Enter'), rowsShown())
    await page.waitForTimeout(500)
    const reload = await timed(async () => {
      await page.reload({ waitUntil: 'commit' })
      await seen(page, rowsShown())
    })
    return { form, rows, reload }
  } finally {
    await page.context().close()
  }
}

/** What a mail program does to show the same: connect, sign in, folders with counts, the newest rows. */
async function rawSignIn(stage: Stage): Promise<void> {
  const raw = await stage.raw(main)
  const [selected] = [await raw.command(listFolders, 'SELECT INBOX')]
  await raw.command(fetchWindow(existsIn(selected), 0, 50))
  raw.close()
}
