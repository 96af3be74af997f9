import { t } from '#client/i18n/i18n.ts'
import type { Counts, Fault } from '#client/mail/received/reading/readable-words.ts'

/** A polite request that names what kept the person from reading, and how the sender can mend it. */
export function requestText(subject: string, faults: Counts<Fault>): string {
  const found = (Object.keys(faults) as Fault[]).map((fault) => `- ${t(`view-requests.fault.${fault}`)}`)
  const reasons = found.length > 0 ? found : [`- ${t('view-requests.general')}`]
  return [
    t('view-requests.greeting'),
    '',
    t('view-requests.intro', { subject }),
    '',
    ...reasons,
    '',
    t('view-requests.thanks'),
  ].join('\n')
}
