import { join } from 'node:path'
import { loopback, startTlsLoopback } from '../ports.ts'
import type { Site } from '../site.ts'
import { groupServices } from './groups.ts'

/** The services of dovecot.conf: who listens where, and as whom. */
export function dovecotServices(site: Site): string[] {
  return [
    listeners(site),
    forPostfix(site),
    quotaWarning(site),
    groupServices(site),
    ...(site.account.isRoot ? [] : [withoutRoot()]),
  ]
}

/**
 * No listener anywhere takes a password in clear text: IMAP has no clear listener at all, and ManageSieve's (STARTTLS,
 * RFC 5804) has an address that clients do not have themselves.
 *
 * The penalty of anvil is off: it delays every sign-in from one address after one person's wrong password, and a
 * webmail server is one address for everybody. It limits attempts itself.
 */
function listeners({ ports }: Site): string {
  return `service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service imap-login {
  service_count = 0
  process_min_avail = 1
  inet_listener imap {
    port = 0
  }
  inet_listener imaps {
    address = ${loopback}
    port = ${ports.imaps}
    ssl = yes
  }
}
service managesieve-login {
  inet_listener sieve {
    address = ${startTlsLoopback}
    port = ${ports.manageSieve}
  }
  inet_listener sieves {
    address = ${loopback}
    port = ${ports.manageSieve}
    ssl = yes
  }
}
`
}

/** Sockets Postfix uses: delivery, passwords of people who send, and whether a mailbox is full. */
function forPostfix({ layout, account }: Site): string {
  const access = account.isRoot ? `mode = 0600\n    user = ${account.postfix.name}` : 'mode = 0666'
  const socket = (name: string): string => `  unix_listener ${join(layout.sockets, name)} {\n    ${access}\n  }`
  return `service lmtp {
${socket('lmtp')}
}
service auth {
${socket('auth-submission')}
  # Shared folders need the home of their owner: with this mode the mailboxes' user may ask about everybody.
  unix_listener auth-userdb {
    mode = 0600
    user = ${account.mail.name}
  }
}
service quota-status {
  executable = quota-status -p postfix
  client_limit = 1
${socket('quota-status')}
}
`
}

function quotaWarning({ layout, account }: Site): string {
  return `service quota-warning {
  executable = script ${join(layout.dovecot, 'quota-warning.sh')}
  user = ${account.mail.name}
  unix_listener quota-warning {
    mode = 0600
    user = ${account.mail.name}
  }
}
`
}

/** Only root may change the root directory of a process. */
function withoutRoot(): string {
  const confined = ['anvil', 'imap-login', 'managesieve-login', 'stats', 'ipc', 'replicator', 'director', 'old-stats']
  return confined.map((name) => `service ${name} {\n  chroot =\n}\n`).join('')
}

/** As whom Dovecot tells people that their mailbox is filling. */
export const quotaWarningSender = (domain: string): string => `postmaster@${domain}`

/**
 * Called with the percentage and the user. It runs as the owner of the mailboxes, who may not write Dovecot's log
 * files; without the log options it would fail and no warning would ever arrive.
 */
export function quotaWarningScript(configFile: string): string {
  return `#!/bin/sh
exec /usr/lib/dovecot/dovecot-lda -c '${configFile}' -d "$2" \\
  -o "plugin/quota=count:User quota:noenforcing" -o log_path=/dev/stderr -o info_log_path=/dev/stderr <<END
From: Mail service <${quotaWarningSender('example.gov')}>
Subject: Your mailbox is $1% full
Auto-Submitted: auto-generated
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Your mailbox is $1% full. When it is full, new mail is returned to its senders.
Delete or move messages you no longer need, and empty the Trash folder.
END
`
}
