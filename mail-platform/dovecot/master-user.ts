import { chmodSync, chownSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readAccount } from '../account.ts'
import { layoutOf } from '../layout.ts'
import type { Platform } from '../platform.ts'
import { run } from '../processes/run.ts'
import { dovecotConfigFile } from './config.ts'

/** The account of the person has to be active as well; with `acl_user` the master sees what the person may see. */
const passwords = (file: string, activeFile: string) => `auth_master_user_separator = *
plugin {
  acl_user = %u
}
passdb {
  driver = passwd-file
  master = yes
  mechanisms = plain login
  args = ${file}
  result_success = continue
}
passdb {
  driver = ldap
  mechanisms = plain login
  skip = unauthenticated
  args = ${activeFile}
}
`
const before = 'passdb {\n  driver = ldap\n  mechanisms = plain login\n'

/** Dovecot knows a master user as well, until `forget` is called. The caller waits until it has been read. */
export async function allowMasterUser(
  platform: Platform,
  { user, password }: { user: string; password: string },
): Promise<{ forget(): Promise<void> }> {
  const layout = layoutOf(platform.directory)
  const file = join(layout.dovecot, 'master-users')
  const configFile = dovecotConfigFile(layout)
  const config = readFileSync(configFile, 'utf8')
  const reload = () => run('doveadm', ['-c', configFile, 'reload'])
  writeFileSync(file, `${user}:{PLAIN}${password}\n`)
  chmodSync(file, 0o600)
  const { dovecot } = readAccount()
  chownSync(file, dovecot.uid, dovecot.gid)
  writeFileSync(
    configFile,
    config.replace(before, () => passwords(file, join(layout.dovecot, 'directory-active.conf')) + before),
  )
  await reload()
  return {
    async forget() {
      writeFileSync(configFile, config)
      rmSync(file)
      await reload()
    },
  }
}
