import { baseDn, peopleDn } from '../openldap/config.ts'
import { directorySocketUrl } from '../openldap/slapd.ts'
import type { Site } from '../site.ts'

const mailUser = '(objectClass=curbcutMailUser)(mailAccountStatus=active)'
const address = '(mail=%s)(mailLocalAddress=%s)'

/**
 * Postfix's questions to the directory: file name → content (ldap_table(5)). Postfix proves who it is by the socket
 * (SASL EXTERNAL), so the files hold no password.
 */
export function directoryMaps(site: Site): Record<string, string> {
  const connection = `server_host = ${directorySocketUrl(site)}
version = 3
bind = sasl
sasl_mechs = EXTERNAL
scope = sub
`
  const people = `${connection}search_base = ${peopleDn}\n`
  return {
    'mailboxes.cf': `${people}query_filter = (&${mailUser}(mail=%s))
result_attribute = uid
`,
    'aliases.cf': `${people}query_filter = (&${mailUser}(mailLocalAddress=%s))
result_attribute = mail
`,
    // Members that are groups are expanded in turn; a person ends the search with their address.
    'groups.cf': `${connection}search_base = ${baseDn}
query_filter = (&(objectClass=curbcutMailGroup)(|${address}))
result_attribute = rfc822MailMember
special_result_attribute = member
leaf_result_attribute = mail
`,
    // An address that is paused: everything its owner chose for such addresses, each after the address asked for …
    'paused.cf': `${people}query_filter = (&(objectClass=curbcutMailUser)(mailPausedAddress=%s))
result_attribute = mailPausedReply, mailPausedAddress
result_format = %S>%s|
`,
    // … of which it is refused with what stands after itself (access(5)); without one, the last line holds.
    'paused.regexp': `/(^|\\|,)([^>|]+)>\\2 ([^|]+)\\|/ 550 5.7.1 \${3}
/^/ 550 5.7.1 This address takes no mail at the moment.
`,
    // Lists that do not take mail from anybody: the policy says of each sender whether they may.
    'lists.cf': `${connection}search_base = ${baseDn}
query_filter = (&(objectClass=curbcutMailGroup)(mailListPoster=*)(!(mailListPoster=anyone))(|${address}))
result_attribute = mailListPoster
result_format = ask_list_policy
`,
    // Owner, owner by alias, and delegates in one answer: Postfix would stop at the first map that knows the address.
    'senders.cf': `${people}query_filter = (&${mailUser}(|${address}(mailSendAs=%s)))
result_attribute = uid
`,
  }
}
