import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type ScriptNote } from '#contract/scripts.ts'
import { lineIn } from './caret.ts'
import ScriptSettings from './ScriptSettings.vue'

const said = () => recentAnnouncements.value.map(({ text }) => text)
const button = (name: string | RegExp) => screen.findByRole('button', { name })
const field = (name: RegExp) => screen.getByRole<HTMLTextAreaElement>('textbox', { name })
const focused = (element: () => HTMLElement) => eventually(() => expect(document.activeElement).toBe(element()))

/** A server that keeps scripts, and finds fault with lines that say “wrong”. */
function keepsScripts(texts: Record<string, string>, more: { running?: string; clashes?: boolean } = {}) {
  const kept = { texts: new Map(Object.entries(texts)), running: more.running ?? null }
  const version = (name: string) => `v-${kept.texts.get(name)}`
  const isOurs = (name: string) => name.startsWith('curbcut')
  const state = () => ({
    ...{ isOffered: true, clashes: more.clashes ?? false },
    scripts: [...kept.texts.keys()].sort().map((name) => ({
      ...{ name, isOurs: isOurs(name) },
      runs: isOurs(name) ? 'alone' : name === kept.running ? 'after-ours' : 'no',
    })),
  })
  const notesOf = (text: string): ScriptNote[] =>
    text.split('\n').flatMap((line, at): ScriptNote[] => {
      if (line.includes('elsewhere')) return [{ line: at + 1, severity: 'error', text: '', reason: 'forwarding' }]
      return line.includes('wrong')
        ? [{ line: at + 1, severity: 'error', text: 'No such command', reason: 'server' }]
        : []
    })
  const problem = (type: string, status: number) => [status, { type, status }] as [number, unknown]
  answerAlso('/api/scripts/text', (_body, query) => {
    const name = query.get('name') ?? ''
    const text = kept.texts.get(name)
    return text === undefined ? problem('not-found', 404) : [200, { text, isExact: true, version: version(name) }]
  })
  answerAlso('/api/scripts/check', ({ text }: { text: string }) => [200, { notes: notesOf(text) }])
  answerAlso('/api/scripts/run', ({ name }: { name: string | null }) => {
    kept.running = name
    return [200, state()]
  })
  answerAlso('/api/scripts/delete', ({ name }: { name: string }) => {
    kept.texts.delete(name)
    return [200, state()]
  })
  type Body = { name: string; text: string; from: { name: string; version: string } | null } | undefined
  answerAlso('/api/scripts', (body: Body) => {
    if (!body) return [200, state()]
    const { name, text, from } = body
    const answer = (outcome: string, notes: ScriptNote[] = []): [number, unknown] => [
      200,
      { outcome, notes, version: version(name), state: state() },
    ]
    if (from && version(from.name) !== from.version) return answer('overtaken')
    if (name !== from?.name && kept.texts.has(name)) return answer('name-taken')
    if (notesOf(text).length > 0) return answer('not-valid', notesOf(text))
    if (from) kept.texts.delete(from.name)
    kept.texts.set(name, text)
    return answer('saved')
  })
  return kept
}

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('a')
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

describe('the settings of scripts', () => {
  it('have no faults that axe can find: empty, listed, and with the editor open on errors', async () => {
    keepsScripts({ curbcut: 'keep;', mine: 'keep;\nwrong;' }, { clashes: true, running: 'mine' })
    const { baseElement, user } = await renderPart(ScriptSettings)
    await screen.findByText('Two rules answer the same message')
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(await button('Edit: mine'))
    await user.click(await button('Save script'))
    await screen.findByText('It cannot be saved: 1 error')
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('lead from an error to its line, and back to the list when it is saved', async () => {
    const kept = keepsScripts({ mine: 'keep;\r\nwrong;\r\nstop;' })
    const { user } = await renderPart(ScriptSettings)
    await user.click(await button('Edit: mine'))
    await focused(() => field(/^Script/))
    await user.click(await button('Save script'))
    const line = await button('Line 2')
    await focused(() => line)
    expect(screen.getByText('No such command')).toBeTruthy()
    await user.click(line)
    const area = field(/^Script/)
    expect(document.activeElement).toBe(area)
    expect(area.value.slice(area.selectionStart, area.selectionEnd)).toBe('wrong;')
    await user.keyboard('discard;')
    await user.click(await button('Save script'))
    const edit = await button('Edit: mine')
    await focused(() => edit)
    expect(said()).toContain('Script “mine” saved')
    expect(kept.texts.get('mine')).toBe('keep;\ndiscard;\nstop;')
  })

  it('check without saving, and say where forwarding is not allowed', async () => {
    const kept = keepsScripts({})
    const { user } = await renderPart(ScriptSettings)
    await user.click(await button('New script'))
    await focused(() => field(/^Name/))
    await user.type(field(/^Script/), 'elsewhere')
    await user.click(await button('Check'))
    await screen.findByText('Your organisation does not let mail be forwarded to this address.')
    await user.clear(field(/^Script/))
    await user.type(field(/^Script/), 'keep;')
    await user.click(await button('Check'))
    await eventually(() => expect(said()).toContain('The mail server finds nothing wrong'))
    await user.click(await button('Save script'))
    await focused(() => field(/^Name/))
    expect(screen.getByText(/Write a name for the script/)).toBeTruthy()
    expect(kept.texts.size).toBe(0)
  })

  it('keep what is typed beside what another program made of it, and overwrite nothing', async () => {
    const kept = keepsScripts({ mine: 'keep;' })
    const { user } = await renderPart(ScriptSettings)
    await user.click(await button('Edit: mine'))
    await user.type(field(/^Script/), ' stop;')
    kept.texts.set('mine', 'theirs;')
    await user.click(await button('Save script'))
    await user.click(await button('Save mine as another script'))
    await focused(() => field(/^Name/))
    expect(field(/^Name/).value).toBe('mine 2')
    await user.click(await button('Save script'))
    await button('Edit: mine 2')
    expect(Object.fromEntries(kept.texts)).toEqual({ mine: 'theirs;', 'mine 2': 'keep; stop;' })
  })

  it('run another, delete one, and take both back', async () => {
    const kept = keepsScripts({ first: 'keep;', second: 'stop;' }, { running: 'first' })
    const { user } = await renderPart(ScriptSettings)
    expect(screen.queryByRole('button', { name: 'Delete: first' })).toBeNull()
    await user.click(await button('Run this one: second'))
    await eventually(() => expect(kept.running).toBe('second'))
    const stop = await button('Stop running: second')
    await focused(() => stop)
    await useOutcome().undoLatest()
    await eventually(() => expect(kept.running).toBe('first'))
    await user.click(await button('Delete: second'))
    await eventually(() => expect([...kept.texts.keys()]).toEqual(['first']))
    await focused(() => screen.getByRole('button', { name: 'Edit: first' }))
    await useOutcome().undoLatest()
    await eventually(() => expect(kept.texts.get('second')).toBe('stop;'))
  })

  it('show ours, which cannot be changed there, and say why', async () => {
    keepsScripts({ 'curbcut-rules': 'keep;' })
    const { user } = await renderPart(ScriptSettings)
    await user.click(await button('Read: curbcut-rules'))
    await screen.findByText(/made from what you set/)
    expect(field(/^Script/).readOnly).toBe(true)
    expect(screen.queryByRole('button', { name: 'Save script' })).toBeNull()
    await user.click(await button('Close'))
    const look = await button('Read: curbcut-rules')
    await focused(() => look)
  })
})

describe('a line of a text', () => {
  it('is found, and is the end where there is none', () => {
    expect([1, 2, 3, 9].map((line) => lineIn('ab\n\ncd', line))).toEqual([
      { start: 0, end: 2 },
      { start: 3, end: 3 },
      { start: 4, end: 6 },
      { start: 6, end: 6 },
    ])
  })
})
