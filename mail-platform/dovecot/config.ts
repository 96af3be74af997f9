import { join } from 'node:path'
import type { KeyPair } from '../ca.ts'
import { mailHostName } from '../demo-people.ts'
import type { Layout } from '../layout.ts'
import { loopback } from '../ports.ts'
import type { Site } from '../site.ts'
import { dovecotServices } from './services.ts'

/** Messages larger than this are refused, in bytes: by Postfix (message_size_limit) and on APPEND. */
export const largestMessageBytes = 50 * 1024 * 1024

/** Header fields and parts kept in the index from delivery on, so that a list never has to open messages. */
const cachedFields = [
  ...['flags', 'date.sent', 'date.received', 'date.save', 'size.virtual', 'size.physical', 'mime.parts'],
  ...['imap.bodystructure', 'body.snippet', 'guid'],
  ...[
    'date',
    'subject',
    'from',
    'sender',
    'reply-to',
    'to',
    'cc',
    'bcc',
    'message-id',
    'in-reply-to',
    'references',
  ].map((name) => `hdr.${name}`),
]

const sieveExtensions = [
  ...['+editheader', '+vnd.dovecot.environment', '+mboxmetadata', '+servermetadata', '+vacation-seconds'],
  ...['+spamtest', '+virustest', '+imapsieve', '+vnd.dovecot.imapsieve'],
]

/** For people: `doveadm -c` this file. */
export function dovecotConfigFile(layout: Layout): string {
  return join(layout.dovecot, 'dovecot.conf')
}

/** dovecot.conf of the platform (Dovecot 2.3). */
export function dovecotConfig(site: Site, certificateAuthority: string, certificate: KeyPair): string {
  return [general(site), encryption(certificateAuthority, certificate), signIn(site), storage(site), plugins(site)]
    .concat(dovecotServices(site))
    .join('\n')
}

function general({ layout, account }: Site): string {
  return `protocols = imap lmtp sieve
listen = ${loopback}
base_dir = ${join(layout.sockets, 'dovecot')}
state_dir = ${join(layout.dovecot, 'state')}
instance_name = curbcut
hostname = ${mailHostName}
log_path = ${join(layout.log, 'dovecot.log')}
default_internal_user = ${account.dovecot.name}
default_internal_group = ${groupOf(account.dovecot.gid, account.isRoot ? 'dovecot' : undefined)}
default_login_user = ${account.dovecotLogin.name}
mail_uid = ${account.mail.uid}
mail_gid = ${account.mail.gid}
first_valid_uid = ${account.mail.uid}
first_valid_gid = ${account.mail.gid}
default_vsz_limit = 1G
mail_max_userip_connections = 200
`
}

/** Root's daemons use the package's group; an ordinary person's use that person's own, by number. */
function groupOf(gid: number, name: string | undefined): string {
  return name ?? `#${gid}`
}

function encryption(certificateAuthority: string, { certificate, key }: KeyPair): string {
  return `ssl = required
disable_plaintext_auth = yes
ssl_min_protocol = TLSv1.2
ssl_cert = <${certificate}
ssl_key = <${key}
ssl_client_ca_file = ${certificateAuthority}
`
}

/**
 * The auth cache stays off: with it Dovecot 2.3 takes expired tokens until the cache forgets them. A token is checked
 * first, then the directory is asked whether the account is active, because the token alone says nothing of that.
 */
function signIn({ layout }: Site): string {
  const file = (name: string): string => join(layout.dovecot, name)
  return `auth_mechanisms = plain login oauthbearer xoauth2
auth_cache_size = 0
auth_failure_delay = 0
passdb {
  driver = oauth2
  mechanisms = oauthbearer xoauth2
  args = ${file('tokens.conf')}
  result_success = continue
}
passdb {
  driver = ldap
  mechanisms = oauthbearer xoauth2
  skip = unauthenticated
  args = ${file('directory-active.conf')}
}
passdb {
  driver = ldap
  mechanisms = plain login
  args = ${file('directory-password.conf')}
}
userdb {
  driver = ldap
  args = ${file('directory-users.conf')}
}
`
}

/**
 * Nothing waits for the disk: mail survives the end of any program, though not of the machine. It is demo mail, and
 * putting a large mailbox there takes a tenth of the time.
 *
 * The private index of shared folders (INDEXPVT) makes \Seen each person's own.
 *
 * Where the kernel has no more watchers to give (fs.inotify.max_user_instances, 128 for one account), Dovecot looks for new mail
 * by itself each half minute; each three seconds here.
 *
 * Messages are marked with $HasAttachment or $HasNoAttachment as they are stored (RFC 9007's registry), so that a folder is
 * put in order by that without opening a message.
 */
function storage({ layout }: Site): string {
  const mailbox = (name: string, use: string): string =>
    `  mailbox ${name} {\n    special_use = \\${use}\n    auto = subscribe\n  }`
  return `mail_location = sdbox:~/sdbox
mail_fsync = never
mailbox_idle_check_interval = 3 secs
mail_attribute_dict = file:%h/attributes
mail_always_cache_fields = ${cachedFields.join(' ')}
mail_attachment_detection_options = add-flags exclude-inlined
mailbox_list_index = yes
mail_plugins = acl quota virtual zlib
namespace inbox {
  inbox = yes
  separator = /
  prefix =
${['Drafts', 'Sent', 'Archive', 'Junk', 'Trash'].map((name) => mailbox(name, name)).join('\n')}
}
namespace others {
  type = shared
  separator = /
  prefix = Other Users/%%u/
  location = sdbox:%%h/sdbox:INDEXPVT=%h/shared/%%u
  subscriptions = no
  list = children
}
namespace virtual {
  separator = /
  prefix = Virtual/
  location = virtual:${join(layout.dovecot, 'virtual')}:INDEX=%h/virtual
  subscriptions = no
  list = children
  mailbox All {
    special_use = \\All
  }
}
`
}

function plugins({ layout, ports }: Site): string {
  return `protocol imap {
  mail_plugins = $mail_plugins imap_acl imap_quota imap_zlib imap_sieve
  imap_metadata = yes
}
protocol lmtp {
  mail_plugins = $mail_plugins sieve
}
lmtp_rcpt_check_quota = yes
recipient_delimiter = +
postmaster_address = postmaster@example.gov
submission_host = localhost:${ports.sieveOutgoing}
submission_ssl = starttls
plugin {
  acl = vfile:${join(layout.dovecot, 'global-acls')}:cache_secs=5
  acl_shared_dict = file:${join(layout.mail, 'shared-mailboxes')}
  quota = count:User quota
  quota_vsizes = yes
  quota_rule = *:storage=1G
  quota_grace = 0
  quota_max_mail_size = ${largestMessageBytes}
  quota_warning = storage=95%% quota-warning 95 %u
  quota_warning2 = storage=80%% quota-warning 80 %u
  quota_status_success = DUNNO
  quota_status_nouser = DUNNO
  quota_status_overquota = 552 5.2.2 Mailbox is full
  sieve = file:~/sieve;active=~/.dovecot.sieve
  sieve_extensions = ${sieveExtensions.join(' ')}
  sieve_plugins = sieve_imapsieve
  imapsieve_url = sieve://${mailHostName}:${ports.manageSieve}
  sieve_redirect_envelope_from = recipient
  sieve_max_script_size = 256k
}
`
}

/** The virtual folder with everything but Trash, Junk and what belongs to others (Dovecot's virtual plugin). */
export const allMailRules = `*
-Trash
-Trash/*
-Junk
-Junk/*
-Other Users/*
-Virtual/*
  all
`
