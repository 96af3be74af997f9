import { formatList } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { type Forwarding, type ForwardingLimits, isTarget, targetFaults } from '#contract/forwarding.ts'

/** A forwarding as its form has it: with one field at least. */
export function fieldsOf({ targets, ...forwarding }: Forwarding): Forwarding {
  return { ...forwarding, targets: targets.length > 0 ? [...targets] : [''] }
}

/** What the fields say. Of one that is off, what could never be saved is left out. */
export function forwardingIn(fields: Forwarding): Forwarding {
  const typed = fields.targets.map((target) => target.trim())
  return { ...fields, targets: fields.isOn ? typed : typed.filter(isTarget) }
}

/** A sentence for each field that says nothing that can be, empty for the others. */
export function errorsOf({ isOn, targets }: Forwarding, limits: ForwardingLimits): string[] {
  if (!isOn) return []
  const typed = targets.map((target) => target.trim())
  const domains = formatList(limits.insideDomains)
  return targetFaults(typed, limits).map((fault, index) => {
    if (typed[index] === '') return t('forwarding.error.missing')
    return fault === null ? '' : t(`forwarding.error.${fault}`, { domains })
  })
}
