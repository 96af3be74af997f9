import { focusedName } from '#e2e/focus.ts'
import { fault, type Finding } from '../engines/findings.ts'
import { ask } from '../in-page.ts'
import { openInbox } from '../states/reaching.ts'
import { attributes, type Behaviour, focusOn, says, titleBegins } from './behaviour.ts'

/** Going about the app. */
export const inTheApp: readonly Behaviour[] = [
  {
    name: 'the palette takes the focus, is a dialog with a combobox, and gives the focus back',
    person: 'ada',
    async act(visit) {
      const { page, words } = visit
      const mail = await openInbox(visit)
      await mail.rows.first().focus()
      await page.keyboard.press('Control+k')
      const dialog = page.locator('[role=dialog]')
      const field = dialog.locator('[role=combobox]')
      const findings = await focusOn(visit, field, 'palette')
      await page.keyboard.press('ArrowDown')
      findings.push(
        ...(await attributes(field, { 'aria-activedescendant': /\S/, 'aria-controls': /\S/, 'aria-expanded': /true/ })),
        ...(await attributes(dialog, { 'aria-modal': /true/, 'aria-labelledby': /\S/ })),
        ...(await attributes(page.locator('[inert] [role=listbox]'), { 'aria-label': /./ })),
        ...(await attributes(dialog.getByRole('option').first(), { 'aria-selected': /true/ })),
      )
      findings.push(...(await says(visit, words.like('ui.moreResults'), () => page.keyboard.type('se'))))
      await page.keyboard.press('Escape')
      return [...findings, ...(await focusOn(visit, mail.rows.first(), 'closing the palette'))]
    },
  },
  {
    name: 'F6 goes round the regions, which say what they are, and back to where one was',
    person: 'ada',
    async act(visit) {
      const { page } = visit
      const mail = await openInbox(visit)
      const row = mail.rows.nth(2)
      await row.focus()
      const findings: Finding[] = []
      const met = new Set<string>()
      for (let presses = 0; presses < 4; presses += 1) {
        const landmark = await ask(page, 'landmarkOfFocus')
        if (landmark === null) findings.push(fault('regions', `${await focusedName(page)} is in no named landmark`))
        else met.add(landmark)
        await page.keyboard.press('F6')
      }
      if (met.size < 4) findings.push(fault('regions', `F6 goes to ${[...met].join(', ')} only`))
      return [...findings, ...(await focusOn(visit, row, 'once round'))]
    },
  },
  {
    name: 'the first Tab comes to links that skip to the list and the folders',
    person: 'ada',
    async act(visit) {
      const { page, words } = visit
      const mail = await openInbox(visit)
      await page.keyboard.press('Tab')
      const toList = page.getByRole('link', { name: words('app.skipList'), exact: true })
      const findings = await focusOn(visit, toList, 'the first Tab')
      await page.keyboard.press('Enter')
      findings.push(...(await focusOn(visit, mail.list.locator('[role=option][tabindex="0"]'), 'skipping to the list')))
      await page.getByRole('link', { name: words('app.skipFolders'), exact: true }).focus()
      await page.keyboard.press('Enter')
      const folder = mail.folders.locator('[role=treeitem][tabindex="0"]')
      return [...findings, ...(await focusOn(visit, folder, 'skipping to the folders'))]
    },
  },
  {
    name: 'folders say their depth, whether they are open and which is shown; choosing one lands in its list',
    person: 'ada',
    async act(visit) {
      const { page, words } = visit
      const mail = await openInbox(visit)
      const items = mail.folders.getByRole('treeitem')
      const parent = mail.folders.locator('[role=treeitem][aria-expanded]').first()
      const findings = [
        ...(await attributes(items.first(), {
          'aria-level': /^1$/,
          'aria-current': /page/,
          'aria-posinset': /^1$/,
          'aria-setsize': /^\d+$/,
        })),
        ...(await attributes(parent, { 'aria-expanded': /true|false/ })),
      ]
      const wasOpen = await parent.getAttribute('aria-expanded')
      await parent.focus()
      await page.keyboard.press(wasOpen === 'true' ? 'ArrowLeft' : 'ArrowRight')
      findings.push(...(await attributes(parent, { 'aria-expanded': wasOpen === 'true' ? /false/ : /true/ })))
      await mail.folder(words('mail.role.sent')).focus()
      await page.keyboard.press('Enter')
      // The heading is for a folder whose rows are still on their way.
      const heading = page.getByRole('heading', { level: 1, name: words('mail.role.sent') })
      findings.push(...(await focusOn(visit, mail.rows.or(heading), 'choosing a folder')))
      return [...findings, ...(await titleBegins(visit, words('mail.role.sent')))]
    },
  },
  {
    name: 'a menu takes the focus and Escape gives it back to its button',
    person: 'ada',
    async act(visit) {
      const { page, words } = visit
      await openInbox(visit)
      const button = page.getByRole('button', { name: words.like('app.accountOf') })
      await button.focus()
      await page.keyboard.press('Enter')
      const findings = [
        ...(await focusOn(visit, page.locator('[role=menu] [role^=menuitem]').first(), 'the menu')),
        ...(await attributes(button, { 'aria-expanded': /true/, 'aria-haspopup': /menu/ })),
      ]
      await page.keyboard.press('ArrowDown')
      findings.push(...(await focusOn(visit, page.locator('[role=menu] [role^=menuitem]').nth(1), 'Down')))
      await page.keyboard.press('Escape')
      findings.push(...(await focusOn(visit, button, 'Escape')))
      return [...findings, ...(await attributes(button, { 'aria-expanded': /false/ }))]
    },
  },
  {
    name: 'Tab leaves a menu for what follows its button, and the focus stays there',
    person: 'ada',
    async act(visit) {
      const { page, words } = visit
      await openInbox(visit)
      const button = page.getByRole('button', { name: words.like('app.accountOf') })
      await button.focus()
      await page.keyboard.press('Tab')
      const next = await page.locator(':focus').elementHandle()
      await button.focus()
      await page.keyboard.press('Enter')
      await page.locator('[role=menu] [role^=menuitem]:focus').waitFor()
      await page.keyboard.press('Tab')
      await page.getByRole('menu').waitFor({ state: 'detached' })
      const stayed = await page.evaluate((element) => element === document.activeElement, next)
      return stayed ? [] : [fault('focus', 'is not on what follows the button')]
    },
  },
  {
    name: 'another screen is entered at its heading, and a setting that changes is said',
    person: 'ada',
    async act(visit) {
      const { page, words } = visit
      await openInbox(visit)
      const help = page.getByRole('link', { name: words('app.help') })
      await help.focus()
      await page.keyboard.press('Enter')
      const findings = await focusOn(visit, page.getByRole('heading', { level: 1 }), 'the key help')
      await page.goto(`${visit.app.url}/settings`)
      for (const topic of ['speech', 'look']) {
        const link = page.getByRole('link', { name: words(`settings.${topic}.title`), exact: true })
        await link.focus()
        await page.keyboard.press('Enter')
        const heading = page.getByRole('heading', { name: words(`settings.${topic}.title`), exact: true })
        findings.push(...(await focusOn(visit, heading, 'a page of the settings')))
      }
      const choice = page.getByRole('radio', { name: words('settings.theme.dark'), exact: true })
      return [...findings, ...(await says(visit, words.like('settings.now'), () => choice.check({ force: true })))]
    },
  },
  {
    name: 'a page loaded again begins at its top, with its language and title',
    person: 'ada',
    async act(visit) {
      const { page } = visit
      const mail = await openInbox(visit)
      await mail.rows.first().focus()
      await page.reload()
      await mail.isShown()
      const isAtTop = await page.evaluate(() => document.activeElement === document.body)
      const findings = isAtTop ? [] : [fault('focus', 'loading again put the focus into the page')]
      return [...findings, ...(await attributes(page.locator('html'), { lang: /^en$/, dir: /^ltr$/ }))]
    },
  },
  {
    name: 'a mailbox that cannot be opened leads to a heading that says so',
    person: 'ada',
    async act(visit) {
      const { page, words } = visit
      await page.route('**/api/start', (route) =>
        route.fulfill({
          status: 503,
          contentType: 'application/problem+json',
          json: { type: 'mail-server-unavailable', status: 503, requestId: 'a11y' },
        }),
      )
      await page.goto(`${visit.app.url}/`)
      const heading = page.getByRole('heading', { level: 1, name: words('app.startFailed') })
      return [
        ...(await focusOn(visit, heading, 'a failed start')),
        ...(await titleBegins(visit, words('app.startFailed'))),
      ]
    },
  },
]
