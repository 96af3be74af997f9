import { t } from '#client/i18n/i18n.ts'
import { plainLine } from '#client/mail/sender-name.ts'
import { type DeliveryOutcome, type MessageReport } from '#contract/message-facts.ts'

/** A report in words, to stand before its own text. */
export interface ReportWords {
  tone: 'info' | 'warning' | 'danger' | 'success'
  title: string
  /** One sentence each. */
  sentences: string[]
}

/** The enhanced status codes (RFC 3463, and IANA's registry) that have a sentence; without the class, which the action tells. */
const known = new Set('1.1 1.2 1.3 1.6 1.10 2.1 2.2 2.3 3.1 3.4 4.1 4.2 4.4 4.6 4.7 5.3 7.0 7.1 7.26'.split(' '))
const subjects = new Set('1 2 3 4 5 6 7'.split(' '))

export function reportWords(report: MessageReport): ReportWords {
  const about = report.subject === null ? [] : [t('reports.about', { subject: plainLine(report.subject) })]
  if (report.kind === 'receipt') {
    const sentence = t(`reports.receiptFrom.${report.disposition}`, { address: plainLine(report.address) })
    return { tone: 'info', title: t('reports.receipt'), sentences: [sentence, ...about] }
  }
  const { outcomes, more } = report
  const worst = (['failed', 'delayed', 'relayed', 'expanded', 'delivered'] as const).find((action) =>
    outcomes.some((outcome) => outcome.action === action),
  )
  const rest = more > 0 ? [t('reports.more', { count: more })] : []
  return {
    tone: worst === 'failed' ? 'danger' : worst === 'delayed' ? 'warning' : 'info',
    title: t(`reports.title.${worst ?? 'delivered'}`),
    sentences: [...outcomes.flatMap((outcome) => [outcomeWords(outcome), ...ownWords(outcome)]), ...rest, ...about],
  }
}

/** "Not delivered to ann@x: the mailbox does not exist (5.1.1)." */
function outcomeWords({ address, action, status }: DeliveryOutcome): string {
  const start = t(`reports.${action}`, { address: plainLine(address) })
  if (status === null || action === 'delivered' || action === 'relayed' || action === 'expanded') return `${start}.`
  return t('reports.because', { start, why: statusWords(status), status })
}

/** What the other server wrote itself tells more than the code where somebody is asked for help; it is text of strangers. */
function ownWords({ action, said }: DeliveryOutcome): string[] {
  const words = plainLine(said).trim()
  return words === '' || (action !== 'failed' && action !== 'delayed') ? [] : [t('reports.said', { words })]
}

function statusWords(status: string): string {
  const [, subject = '', detail = ''] = status.split('.')
  if (known.has(`${subject}.${detail}`)) return t(`reports.status.s${subject}_${detail}`)
  const name = subjects.has(subject) ? `s${subject}` : 'other'
  return t(`reports.status.${name}`)
}
