import { randomUUID } from 'node:crypto'
import { chooseForMessage } from '../choose-for-message.ts'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { journey } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { person, signedIn } from '../people.ts'
import { soonEqual } from '../soon.ts'

/** Nobody else's journey has rules on her mail. */
const uid = 'grace'

journey('A filter files mail as it comes, until it is deleted, and Undo brings the filter back', async (scene) => {
  const { app, page, hands } = scene
  const mailbox = await openMailbox(app.platform, uid)
  const folder = `Filed${randomUUID().slice(0, 6)}`
  const word = randomUUID().slice(0, 8)
  try {
    await mailbox.fill(folder, [])
    const { words } = await signedIn(app, page, hands, uid)
    const isSaid = (text: string) => eventually(`"${text}" is said`, async () => (await announced(page)).includes(text))
    const choose = async (name: string, label: string) => {
      const field = page.getByRole('combobox', { name: new RegExp(`^${words(name)}`) })
      if (hands.kind === 'mouse') return field.selectOption({ label })
      await hands.reach(field)
      return page.keyboard.type(label)
    }
    const button = (name: string) => page.getByRole('button', { name: words(name), exact: true })

    await page.goto(`${app.url}/settings/filters`)
    await hands.press(button('filters.new'))
    const name = page.getByRole('textbox', { name: new RegExp(`^${words('filters.field.name')}`) })
    await hasFocus(page, name)
    await hands.write(name, word)
    await choose('filters.field.on', words('filters.on.subject'))
    await hands.write(page.getByRole('textbox', { name: new RegExp(`^${words('filters.field.value')}`) }), word)
    await choose('filters.field.folder', folder)
    await hands.press(button('filters.save'))
    await isSaid(words.with('filters.saved', { name: word }))
    await hasFocus(page, page.getByRole('button', { name: new RegExp(`^${words('filters.edit')}.*${word}`) }))

    const subject = `${ownSubject('Ramp')} ${word}`
    await deliver(app.platform, uid, { subject })
    await mailbox.arrives(folder, subject)

    await hands.press(page.getByRole('button', { name: new RegExp(`^${words('filters.delete')}.*${word}`) }))
    await isSaid(words.with('filters.deleted', { name: word }))
    const after = `${ownSubject('Ramp again')} ${word}`
    await deliver(app.platform, uid, { subject: after })
    await mailbox.arrives('INBOX', after)
    await page.keyboard.press('Control+z')
    await page.getByRole('switch', { name: word }).waitFor()
    await hands.press(page.getByRole('button', { name: new RegExp(`^${words('filters.delete')}.*${word}`) }))
    await page.getByRole('switch', { name: word }).waitFor({ state: 'detached' })
  } finally {
    await mailbox.close()
  }
})

journey('A filter about a group files what its members write, and an address of no group is refused', async (scene) => {
  const { app, page, hands } = scene
  const mailbox = await openMailbox(app.platform, uid)
  const folder = `Crew${randomUUID().slice(0, 6)}`
  const word = randomUUID().slice(0, 8)
  try {
    await mailbox.fill(folder, [])
    const { words } = await signedIn(app, page, hands, uid)
    const choose = async (name: string, label: string) => {
      const field = page.getByRole('combobox', { name: new RegExp(`^${words(name)}`) })
      if (hands.kind === 'mouse') return field.selectOption({ label })
      await hands.reach(field)
      return page.keyboard.type(label)
    }
    const button = (name: string) => page.getByRole('button', { name: words(name), exact: true })
    await page.goto(`${app.url}/settings/filters`)
    await hands.press(button('filters.new'))
    await hands.write(page.getByRole('textbox', { name: new RegExp(`^${words('filters.field.name')}`) }), word)
    await choose('filters.field.on', words('filter-conditions.on.group-member'))
    const group = page.getByRole('textbox', { name: new RegExp(`^${words('filter-conditions.groupLabel')}`) })
    await hands.write(group, `nobody-${word}@example.gov`)
    await choose('filters.field.folder', folder)
    await hands.press(button('filters.save'))
    await page.getByText(words('filter-conditions.unknownGroup')).first().waitFor()
    await hasFocus(page, group)
    await group.fill('river-project@example.gov')
    await hands.press(button('filters.save'))
    await hasFocus(page, page.getByRole('button', { name: new RegExp(`^${words('filters.edit')}.*${word}`) }))

    const [inside, outside] = [ownSubject('From a member'), ownSubject('From nobody of the group')]
    await deliver(app.platform, uid, { subject: inside, from: person(app, 'farid').address })
    await mailbox.arrives(folder, inside)
    await deliver(app.platform, uid, { subject: outside, from: person(app, 'ben').address })
    await mailbox.arrives('INBOX', outside)

    await hands.press(page.getByRole('button', { name: new RegExp(`^${words('filters.delete')}.*${word}`) }))
    await page.getByRole('switch', { name: word }).waitFor({ state: 'detached' })
  } finally {
    await mailbox.close()
  }
})

journey('A filter about days files what comes on them, and days that have gone let mail stay', async (scene) => {
  const { app, page, hands } = scene
  const mailbox = await openMailbox(app.platform, uid)
  const folder = `Days${randomUUID().slice(0, 6)}`
  const word = randomUUID().slice(0, 8)
  try {
    await mailbox.fill(folder, [])
    const { words } = await signedIn(app, page, hands, uid)
    const choose = async (name: string, label: string) => {
      const field = page.getByRole('combobox', { name: new RegExp(`^${words(name)}`) })
      if (hands.kind === 'mouse') return field.selectOption({ label })
      await hands.reach(field)
      return page.keyboard.type(label)
    }
    const field = (name: string) => page.getByRole('textbox', { name: new RegExp(`^${words(name)}`) })
    const save = page.getByRole('button', { name: words('filters.save'), exact: true })
    const edit = page.getByRole('button', { name: new RegExp(`^${words('filters.edit')}.*${word}`) })
    await page.goto(`${app.url}/settings/filters`)
    await hands.press(page.getByRole('button', { name: words('filters.new'), exact: true }))
    await hands.write(field('filters.field.name'), word)
    await choose('filters.field.on', words('filter-conditions.on.arrival-days'))
    await choose('filters.field.folder', folder)
    await hands.press(save)
    await page.getByText(words('filter-conditions.noDays')).first().waitFor()
    await hasFocus(page, field('filter-conditions.fromDay'))
    await hands.write(field('filter-conditions.fromDay'), '2020-01-01')
    await hands.press(save)
    await hasFocus(page, edit)
    const now = ownSubject('On these days')
    await deliver(app.platform, uid, { subject: now })
    await mailbox.arrives(folder, now)

    await hands.press(edit)
    await field('filter-conditions.untilDay').fill('2020-12-31')
    await hands.press(save)
    await hasFocus(page, edit)
    const later = ownSubject('On no such day')
    await deliver(app.platform, uid, { subject: later })
    await mailbox.arrives('INBOX', later)
    await hands.press(page.getByRole('button', { name: new RegExp(`^${words('filters.delete')}.*${word}`) }))
    await page.getByRole('switch', { name: word }).waitFor({ state: 'detached' })
  } finally {
    await mailbox.close()
  }
})

journey('A filter like a message files the next one of its sender', async (scene) => {
  const { app, page, hands } = scene
  const mailbox = await openMailbox(app.platform, uid)
  const folder = `Like${randomUUID().slice(0, 6)}`
  const from = `kit.${randomUUID().slice(0, 8)}@harbour.example`
  const subject = ownSubject('Ramp like this')
  try {
    await mailbox.fill(folder, [])
    await deliver(app.platform, uid, { from: `Kit Maple <${from}>`, subject })
    await mailbox.arrives('INBOX', subject)
    const mail = await signedIn(app, page, hands, uid)
    const { words } = mail
    const button = (name: RegExp) => page.getByRole('button', { name })
    await mail.row(subject).waitFor()
    await chooseForMessage(scene, mail, subject, words('rule-actions.filterLike'))
    const name = page.getByRole('textbox', { name: new RegExp(`^${words('filters.field.name')}`) })
    await hasFocus(page, name)
    await page.getByRole('checkbox', { name: from, checked: true }).waitFor()
    await hands.press(button(new RegExp(`^${words('filters.trial.open')}$`)))
    const caught = page.getByRole('list', { name: words('filters.trial.list') })
    await caught.getByRole('listitem').filter({ hasText: subject }).waitFor()
    await soonEqual(() => caught.getByRole('listitem').count(), 1)
    // It is said as well, outside of what is shown.
    await page.getByRole('main').getByText(words.like('filters.trial.foundOfAll')).first().waitFor()
    const place = page.getByRole('combobox', { name: new RegExp(`^${words('filters.field.folder')}`) })
    if (hands.kind === 'mouse') await place.selectOption({ label: folder })
    else {
      await hands.reach(place)
      await page.keyboard.type(folder)
    }
    await hands.press(button(new RegExp(`^${words('filters.save')}$`)))
    await hasFocus(page, button(new RegExp(`^${words('filters.edit')}.*Kit Maple`)))

    // What lies in the inbox already can be filed as well, and comes back.
    await hands.press(button(new RegExp(`^${words('filters.trial.open')}.*Kit Maple`)))
    await hands.press(button(words.like('filters.trial.apply')))
    await mailbox.arrives(folder, subject)
    await hasFocus(page, button(new RegExp(`^${words('filters.trial.run')}$`)))
    const applied = words.with('filters.trial.applied', { name: 'Kit Maple', count: 1 }).slice(0, 20)
    await page.getByText(applied).last().waitFor()
    await page.keyboard.press('Control+z')
    await mailbox.arrives('INBOX', subject)

    const next = ownSubject('The next ramp')
    await deliver(app.platform, uid, { from, subject: next })
    await mailbox.arrives(folder, next)
    await hands.press(button(new RegExp(`^${words('filters.delete')}.*Kit Maple`)))
    await page.getByRole('switch', { name: 'Kit Maple' }).waitFor({ state: 'detached' })
  } finally {
    await mailbox.close()
  }
})

journey('Why a message is where it is can be asked of each, and leads back to it', async (scene) => {
  const { app, page, hands } = scene
  const mailbox = await openMailbox(app.platform, uid)
  const subject = ownSubject('Why here')
  try {
    await deliver(app.platform, uid, { subject })
    await mailbox.arrives('INBOX', subject)
    const mail = await signedIn(app, page, hands, uid)
    const { words } = mail
    await mail.row(subject).waitFor()
    await chooseForMessage(scene, mail, subject, words('rule-actions.whyHere'))
    const dialog = page.getByRole('dialog', { name: words.with('why.title', { subject }) })
    const reason = words.with('why.kept', { folder: words('mail.role.inbox') })
    await dialog.getByText(reason).first().waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    if (hands.kind === 'keyboard') await hasFocus(page, mail.row(subject))
  } finally {
    await mailbox.close()
  }
})

journey('A filter with a group of conditions forwards what it catches, and keeps it here', async (scene) => {
  const { app, page, hands } = scene
  const [own, colleague] = [await openMailbox(app.platform, uid), await openMailbox(app.platform, 'ben')]
  const word = randomUUID().slice(0, 8)
  try {
    const { words } = await signedIn(app, page, hands, uid)
    const button = (name: string) => page.getByRole('button', { name })
    const inGroup = (name: string) => page.getByRole('group', { name, exact: true })
    const condition = (number: string) => inGroup(words.with('filters.condition', { number }))
    const choose = async (part: ReturnType<typeof inGroup>, field: string, label: string) => {
      const list = part.getByRole('combobox', { name: words(field) }).first()
      if (hands.kind === 'mouse') return list.selectOption({ label })
      await hands.reach(list)
      return page.keyboard.type(label)
    }
    await page.goto(`${app.url}/settings/filters`)
    await hands.press(button(words('filters.new')))
    await hands.write(page.getByRole('textbox', { name: new RegExp(`^${words('filters.field.name')}`) }), word)
    await choose(condition('1'), 'filters.field.on', words('filters.on.group'))
    for (const [number, text] of Object.entries({ '1.1': `${word}a`, '1.2': `${word}b` })) {
      await choose(condition(number), 'filters.field.on', words('filters.on.subject'))
      await hands.write(condition(number).getByRole('textbox'), text)
    }
    await choose(inGroup(words.with('filters.action', { number: 1 })), 'filters.field.do', words('filters.do.forward'))
    const address = page.getByRole('textbox', { name: new RegExp(`^${words('filters.field.address')}`) })
    await hands.write(address, 'ben.okafor@example.gov')
    await hands.press(button(words('filters.save')))
    await hasFocus(page, page.getByRole('button', { name: new RegExp(`^${words('filters.edit')}.*${word}`) }))

    const caught = `${ownSubject('Ramp')} ${word}b`
    await deliver(app.platform, uid, { subject: caught })
    await colleague.arrives('INBOX', caught)
    await own.arrives('INBOX', caught)
    await hands.press(page.getByRole('button', { name: new RegExp(`^${words('filters.delete')}.*${word}`) }))
    await page.getByRole('switch', { name: word }).waitFor({ state: 'detached' })
  } finally {
    await own.close()
    await colleague.close()
  }
})
