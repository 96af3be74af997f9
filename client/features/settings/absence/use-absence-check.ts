import { ref, shallowRef } from 'vue'
import { announce } from '#client/accessibility/announcer.ts'
import { call } from '#client/api/call.ts'
import { formatList, fullDate } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { problemText } from '#client/mail/problem-text.ts'
import { wordsOf } from '#client/mail/managed/managed.ts'
import { useSession } from '#client/mail/use-mailbox.ts'
import { type Absence } from '#contract/absence.ts'
import { type AbsencePreview, previewAbsence } from '#contract/absence-preview.ts'
import { sendMessage } from '#contract/sending.ts'

interface About {
  absence: Absence
  addresses: readonly string[]
  insideDomains: readonly string[]
  mailbox: string | undefined
  whose: string | null
}

/** Asks the server who would get what, and sends the answers to the person alone. */
export function useAbsenceCheck(about: () => About) {
  const lines = shallowRef<{ who: string; gets: string }[] | null>(null)
  const when = ref('')
  const failure = ref('')
  const isBusy = ref(false)
  const { session } = useSession()

  async function attempt(title: string, work: () => Promise<void>): Promise<void> {
    if (isBusy.value) return
    isBusy.value = true
    failure.value = ''
    try {
      await work()
    } catch (error) {
      failure.value = `${title}. ${problemText(error)}`
      announce(failure.value, { assertive: true })
    } finally {
      isBusy.value = false
    }
  }

  /** What is shown is about the rules as they are typed, saved or not. */
  function look(address: string): Promise<void> {
    return attempt(t('absence-planning.notLooked'), async () => {
      const { absence, insideDomains, mailbox, whose } = about()
      const asked = { absence, address: address || null, ...(mailbox !== undefined && { mailbox }) }
      const { atMs, rows } = await call(previewAbsence, { body: asked })
      const domains = formatList(insideDomains)
      when.value =
        atMs === null ? t('absence-planning.never') : t('absence-planning.when', { when: fullDate(new Date(atMs)) })
      lines.value = rows.map((row) => ({
        who: row.writer === 'typed' ? address : writerWords(row.writer, whose, domains),
        gets: getsOf(row, absence, whose),
      }))
      const [first] = lines.value
      announce(address && first ? `${first.who}: ${first.gets}` : t('absence-planning.looked', { count: rows.length }))
    })
  }

  /** Each text as a message of the person's own, to their own address, whoever's out of office it is. */
  function tryOut(): Promise<void> {
    return attempt(t('absence-planning.notTried'), async () => {
      const [address = ''] = about().whose === null ? about().addresses : (session.value?.person.addresses ?? [])
      for (const letter of testLetters(about())) {
        const to = [{ name: '', address }]
        const rest = { from: address, to, cc: [], bcc: [], answering: null }
        await call(sendMessage, { body: { idempotencyKey: crypto.randomUUID(), ...rest, ...letter } })
      }
      announce(t('absence-planning.tried', { address }))
    })
  }

  /** What was found is no longer true of what the fields say. */
  const forget = () => (lines.value = null)

  return { lines, when, failure, isBusy, look, tryOut, forget }
}

function testLetters({ absence, insideDomains, whose }: About) {
  const say = (kind: 'all' | 'inside' | 'outside') =>
    wordsOf(whose)(`absence-planning.test.${kind}`, `others-absence.test.${kind}`, {
      domains: formatList(insideDomains),
    })
  return [
    { subject: say(absence.outside === 'same' ? 'all' : 'inside'), text: absence.insideText },
    ...(absence.outside === 'other' ? [{ subject: say('outside'), text: absence.outsideText }] : []),
  ]
}

const writerWords = (writer: Row['writer'], whose: string | null, domains: string) =>
  writer === 'not-addressed' && whose !== null
    ? t('others-absence.notAddressed', { whose })
    : t(`absence-planning.writer.${writer}`, { domains })

type Row = AbsencePreview['rows'][number]
/** Said otherwise where they name whose it is. */
const namesOwner = ['own', 'blocked', 'not-inside', 'not-addressed'] as const

function getsOf({ answer, whyNot, isForwarded }: Row, absence: Absence, whose: string | null): string {
  const copied = isForwarded ? ` ${wordsOf(whose)('absence-planning.copied', 'others-absence.copied')}` : ''
  if (answer !== null && absence.outside === 'other') return t(`absence-planning.gets.${answer}`) + copied
  if (answer !== null) return wordsOf(whose)('absence-planning.gets.one', 'others-absence.gets') + copied
  const named = namesOwner.find((each) => each === whyNot)
  const none =
    whose !== null && named ? t(`others-absence.none.${named}`, { whose }) : t(`absence-planning.none.${whyNot}`)
  return none + copied
}
