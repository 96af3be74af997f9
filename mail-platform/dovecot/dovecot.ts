import { chmodSync, chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CertificateAuthority, KeyPair } from '../ca.ts'
import { startDaemon, type OwnProcess } from '../processes/daemon.ts'
import type { Site } from '../site.ts'
import type { TokenIssuer } from '../tokens.ts'
import { allMailRules, dovecotConfig, dovecotConfigFile } from './config.ts'
import { directoryFiles, tokenFile } from './directory.ts'
import { groupsPasswordOf, groupsScript, groupsScriptOf } from './groups.ts'
import { quotaWarningScript } from './services.ts'

export interface DovecotInputs {
  authority: CertificateAuthority
  certificate: KeyPair
  tokens: TokenIssuer
  readerPassword: string
}

/** Writes everything Dovecot reads. */
export function configureDovecot(site: Site, inputs: DovecotInputs): void {
  const { layout, account } = site
  const configFile = dovecotConfigFile(layout)
  writeFileSync(configFile, dovecotConfig(site, inputs.authority.certificate, inputs.certificate))
  writeFileSync(join(layout.dovecot, 'tokens.conf'), tokenFile(site, inputs.tokens))
  writeFileSync(join(layout.dovecot, 'global-acls'), '')
  for (const [name, content] of Object.entries(directoryFiles(site, inputs.readerPassword)))
    writeFileSync(join(layout.dovecot, name), content, { mode: 0o600 })
  const script = join(layout.dovecot, 'quota-warning.sh')
  writeFileSync(script, quotaWarningScript(configFile))
  chmodSync(script, 0o755)
  writeFileSync(groupsScriptOf(site), groupsScript(site))
  chmodSync(groupsScriptOf(site), 0o755)
  // The script runs as the owner of the mailboxes.
  writeFileSync(groupsPasswordOf(site), inputs.readerPassword, { mode: 0o600 })
  chownSync(groupsPasswordOf(site), account.mail.uid, account.mail.gid)
  const allMail = join(layout.dovecot, 'virtual', 'All')
  mkdirSync(allMail, { recursive: true })
  writeFileSync(join(allMail, 'dovecot-virtual'), allMailRules)
  mkdirSync(join(layout.dovecot, 'state'), { recursive: true })
  chmodSync(layout.mail, 0o700)
  chownSync(layout.mail, account.mail.uid, account.mail.gid)
}

export function startDovecot(site: Site): Promise<OwnProcess> {
  const { layout } = site
  rmSync(join(layout.sockets, 'dovecot'), { recursive: true, force: true })
  const parameters = ['-F', '-c', dovecotConfigFile(layout)]
  return startDaemon('/usr/sbin/dovecot', parameters, { logFile: join(layout.log, 'dovecot-start.log') })
}
