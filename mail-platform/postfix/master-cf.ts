import { join } from 'node:path'
import { loopback } from '../ports.ts'
import { postfixConfigDirectory } from './main-cf.ts'
import { insideContext } from './list-policy.ts'
import type { Site } from '../site.ts'

/** master.cf of the platform: three listeners, none without TLS, and Postfix's own programs, none in a chroot. */
export function masterCf({ layout, ports }: Site): string {
  const quota = `check_policy_service unix:${join(layout.sockets, 'quota-status')}`
  const file = (name: string) => join(postfixConfigDirectory(layout), name)
  const paused = `check_recipient_access pipemap:{proxy:ldap:${file('paused.cf')}, regexp:${file('paused.regexp')}}`
  const lists = `check_recipient_access proxy:ldap:${file('lists.cf')}`
  const submission = {
    syslog_name: 'postfix/submission',
    smtpd_tls_wrappermode: 'yes',
    smtpd_sasl_auth_enable: 'yes',
    smtpd_sender_restrictions: 'reject_sender_login_mismatch',
    smtpd_relay_restrictions: 'permit_sasl_authenticated,reject',
    smtpd_policy_service_policy_context: insideContext,
    smtpd_recipient_restrictions: list(
      paused,
      lists,
      'reject_unlisted_recipient',
      quota,
      'permit_sasl_authenticated',
      'reject',
    ),
  }
  const incoming = {
    syslog_name: 'postfix/incoming',
    smtpd_sasl_auth_enable: 'no',
    smtpd_relay_restrictions: 'reject_unauth_destination',
    smtpd_recipient_restrictions: list('reject_unauth_destination', paused, lists, 'reject_unlisted_recipient', quota),
  }
  const sieveOutgoing = {
    syslog_name: 'postfix/sieve',
    smtpd_sasl_auth_enable: 'no',
    mynetworks: '127.0.0.0/8',
    smtpd_relay_restrictions: 'permit_mynetworks,reject',
    smtpd_policy_service_policy_context: insideContext,
    smtpd_recipient_restrictions: list(paused, lists, 'permit_mynetworks', 'reject'),
  }
  return [
    listener(ports.submission, submission),
    listener(ports.incoming, incoming),
    listener(ports.sieveOutgoing, sieveOutgoing),
    ownPrograms,
  ].join('\n')
}

/** master.cf splits at blanks, so a value with blanks stands in braces. */
function list(...restrictions: string[]): string {
  return `{ ${restrictions.join(', ')} }`
}

function listener(port: number, settings: Record<string, string>): string {
  const lines = Object.entries(settings).map(([name, value]) =>
    value.startsWith('{') ? `  -o { ${name} = ${value.slice(2, -2)} }` : `  -o ${name}=${value}`,
  )
  return [`${loopback}:${port} inet n - n - - smtpd`, ...lines].join('\n')
}

const ownPrograms = `
pickup     unix       n - n 60    1 pickup
cleanup    unix       n - n -     0 cleanup
qmgr       unix       n - n 300   1 qmgr
tlsmgr     unix       - - n 1000? 1 tlsmgr
rewrite    unix       - - n -     - trivial-rewrite
bounce     unix       - - n -     0 bounce
defer      unix       - - n -     0 bounce
trace      unix       - - n -     0 bounce
verify     unix       - - n -     1 verify
flush      unix       n - n 1000? 0 flush
proxymap   unix       - - n -     - proxymap
proxywrite unix       - - n -     1 proxymap
smtp       unix       - - n -     - smtp
relay      unix       - - n -     - smtp
showq      unix       n - n -     - showq
error      unix       - - n -     - error
retry      unix       - - n -     - error
discard    unix       - - n -     - discard
lmtp       unix       - - n -     - lmtp
anvil      unix       - - n -     1 anvil
scache     unix       - - n -     1 scache
postlog    unix-dgram n - n -     1 postlogd
`
