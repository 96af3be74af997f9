import { isLinkAddress } from '#contract/rich-text.ts'
import { isAddress } from '#contract/sending.ts'

/** The whole address that somebody means by what they typed ("example.gov/plan", "ann@example.gov"), or null. */
export function readLinkAddress(typed: string): string | null {
  const text = typed.trim()
  if (/^(?:https?|mailto|tel):/i.test(text)) return isLinkAddress(text) ? text : null
  if (isAddress(text)) return `mailto:${text}`
  if (/^\+?[\d\s()/-]{6,20}$/.test(text) && /\d{4}/.test(text.replaceAll(/\D/g, ''))) {
    return `tel:${text.replaceAll(/[^\d+]/g, '')}`
  }
  const isHost = /^[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.\p{L}{2,24}(?::\d{1,5})?(?:[/?#]\S*)?$/u.test(text)
  const address = `https://${text}`
  return isHost && isLinkAddress(address) ? address : null
}
