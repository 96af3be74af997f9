import type { Adapters } from './app.ts'
import type { Config } from './config.ts'
import { openDirectories } from './directory-adapters.ts'
import type { Probe } from './http/health.ts'
import { DavCardServers } from './mail/carddav/dav-card-servers.ts'
import { ImapAccounts } from './mail/imap/accounts.ts'
import { openTokenMint } from './mail/mail-tokens.ts'
import { ManageSieveScripts } from './mail/sieve/manage-sieve-scripts.ts'
import { SmtpSubmission } from './mail/smtp/smtp-submission.ts'
import { probeServer } from './mail/probe-server.ts'
import { createLogger } from './observability/logger.ts'
import { WebProcess } from './pictures/web-process.ts'
import { openStorage } from './storage/database.ts'
import { openSealer } from './storage/sealing.ts'

/** The real servers and the real storage, as configured. */
export async function openAdapters(config: Config): Promise<Adapters> {
  const { mail } = config
  const storage = await openStorage(config.storage.directory, config.storage.postgres)
  const directories = openDirectories(config)
  const { directory } = directories
  const { manageSieve } = mail
  const web = new WebProcess({ refusedNetworks: config.pictures.refusedNetworks })
  const probes: Probe[] = [
    { name: 'imap', check: () => probeServer(mail.imap, 'imap') },
    { name: 'submission', check: () => probeServer(mail.submission, 'submission') },
  ]
  if (manageSieve) probes.push({ name: 'manageSieve', check: () => probeServer(manageSieve, 'manageSieve') })
  if (directory) probes.push({ name: 'directory', check: () => directory.check() })
  return {
    storage,
    sealer: openSealer(config.storage.directory),
    logger: createLogger(config.log.level),
    accounts: new ImapAccounts(mail.imap),
    submission: new SmtpSubmission(mail.submission),
    ...directories,
    cardServers: new DavCardServers(config.contacts.servers),
    scripts: manageSieve ? new ManageSieveScripts(manageSieve) : null,
    pictures: web,
    oneClick: web,
    tokenMint: mail.tokens ? openTokenMint(mail.tokens) : null,
    probes,
  }
}
