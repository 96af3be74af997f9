import type { Address } from '#contract/messages.ts'
import type { Header } from './header-fields.ts'

/**
 * Whether the mail server wrote this itself as the mailbox was filling: it names the sender that the operator has told, says that a
 * program wrote it (RFC 3834, 5), and no server has received it. Whatever comes from elsewhere has at least one `Received`, put
 * there by the server that took it (RFC 5321, 4.4), whatever else it says.
 */
export function isStorageWarning(header: Header, from: readonly Address[], sender: string): boolean {
  const valuesOf = (wanted: string) => header.fields.filter(({ name }) => name === wanted).map(({ value }) => value)
  const isFromServer = from.length === 1 && from[0]?.address.toLowerCase() === sender.toLowerCase()
  const isByProgram = valuesOf('auto-submitted').some((value) => /^auto-generated\b/i.test(value))
  const cameFromElsewhere = header.cut || valuesOf('received').length > 0
  return isFromServer && valuesOf('from').length === 1 && isByProgram && !cameFromElsewhere
}
