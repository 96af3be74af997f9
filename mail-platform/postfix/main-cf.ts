import { join } from 'node:path'
import type { KeyPair } from '../ca.ts'
import { domain, mailHostName } from '../demo-people.ts'
import { largestMessageBytes } from '../dovecot/config.ts'
import type { Layout } from '../layout.ts'
import { loopback } from '../ports.ts'
import type { Site } from '../site.ts'

export interface PostfixInputs {
  certificateAuthority: string
  certificate: KeyPair
}

export function postfixConfigDirectory(layout: Layout): string {
  return join(layout.postfix, 'config')
}

export function queueDirectory(layout: Layout): string {
  return join(layout.postfix, 'queue')
}

/** Where Postfix asks who may write to a list. */
export function listPolicySocket(layout: Layout): string {
  return join(layout.sockets, 'list-policy')
}

/** main.cf of the platform: nothing of it depends on files under /etc/postfix. */
export function mainCf(site: Site, { certificateAuthority, certificate }: PostfixInputs): string {
  const settings = {
    ...places(site),
    ...identity(),
    ...delivery(site),
    ...encryption(site, certificateAuthority, certificate),
    ...patience(),
  }
  return Object.entries(settings)
    .map(([name, value]) => `${name} = ${value}\n`)
    .join('')
}

/** Paths of the maps, queue and state of this instance. */
function places({ layout }: Site): Record<string, string> {
  return {
    compatibility_level: '3.6',
    command_directory: '/usr/sbin',
    daemon_directory: '/usr/lib/postfix/sbin',
    shlib_directory: '/usr/lib/postfix',
    meta_directory: postfixConfigDirectory(layout),
    queue_directory: queueDirectory(layout),
    data_directory: join(layout.postfix, 'data'),
    mail_owner: 'postfix',
    setgid_group: 'postdrop',
    default_database_type: 'texthash',
    alias_maps: '',
    alias_database: '',
    maillog_file: join(layout.log, 'postfix.log'),
    maillog_file_prefixes: layout.log,
    import_environment: 'MAIL_CONFIG TZ LANG=C',
  }
}

function identity(): Record<string, string> {
  return {
    myhostname: mailHostName,
    mydomain: domain,
    myorigin: domain,
    mydestination: '',
    mynetworks: '',
    inet_interfaces: loopback,
    inet_protocols: 'ipv4',
    smtp_dns_support_level: 'disabled',
    smtpd_peername_lookup: 'no',
    append_dot_mydomain: 'no',
    biff: 'no',
    recipient_delimiter: '+',
    disable_vrfy_command: 'yes',
    smtpd_banner: '$myhostname ESMTP',
  }
}

/** Mail for the organisation goes to Dovecot by LMTP; all other mail to the sink, whatever its domain. */
function delivery({ layout, ports }: Site): Record<string, string> {
  const map = (name: string): string => `proxy:ldap:${join(postfixConfigDirectory(layout), name)}`
  return {
    virtual_mailbox_domains: domain,
    virtual_mailbox_maps: map('mailboxes.cf'),
    virtual_alias_maps: `${map('aliases.cf')}, ${map('groups.cf')}`,
    smtpd_sender_login_maps: map('senders.cf'),
    // What master.cf names is not seen here by itself; `local_recipient_maps` is among what is by default.
    proxy_read_maps: `$local_recipient_maps, $virtual_mailbox_maps, $virtual_alias_maps, $smtpd_sender_login_maps, ${map('paused.cf')}, ${map('lists.cf')}`,
    smtpd_restriction_classes: 'ask_list_policy',
    ask_list_policy: `check_policy_service unix:${listPolicySocket(layout)}`,
    virtual_transport: `lmtp:unix:${join(layout.sockets, 'lmtp')}`,
    lmtp_destination_recipient_limit: '50',
    relayhost: `[${loopback}]:${ports.sink}`,
    message_size_limit: String(largestMessageBytes),
    virtual_mailbox_limit: '0',
  }
}

function encryption({ layout }: Site, certificateAuthority: string, { certificate, key }: KeyPair) {
  return {
    smtpd_tls_cert_file: certificate,
    smtpd_tls_key_file: key,
    smtpd_tls_security_level: 'encrypt',
    smtpd_tls_auth_only: 'yes',
    smtpd_tls_mandatory_protocols: '>=TLSv1.2',
    smtpd_tls_loglevel: '0',
    smtpd_sasl_type: 'dovecot',
    smtpd_sasl_path: join(layout.sockets, 'auth-submission'),
    smtpd_sasl_security_options: 'noanonymous',
    smtp_tls_security_level: 'secure',
    smtp_tls_mandatory_protocols: '>=TLSv1.2',
    smtp_tls_secure_cert_match: mailHostName,
    smtp_tls_CAfile: certificateAuthority,
    smtp_tls_loglevel: '1',
  }
}

/** One webmail server is one client address for everybody: limits for each client address make no sense. */
function patience(): Record<string, string> {
  return {
    smtpd_client_event_limit_exceptions: '127.0.0.0/8',
    smtpd_client_connection_count_limit: '0',
    smtpd_error_sleep_time: '0',
    in_flow_delay: '0',
    minimal_backoff_time: '30s',
    maximal_backoff_time: '300s',
    queue_run_delay: '30s',
  }
}
