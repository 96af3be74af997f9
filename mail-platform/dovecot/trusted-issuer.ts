import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { layoutOf } from '../layout.ts'
import type { Platform } from '../platform.ts'
import { run } from '../processes/run.ts'
import { publicKeyDirectory } from '../tokens.ts'
import { dovecotConfigFile } from './config.ts'

interface TrustedIssuer {
  issuer: string
  publicKey: { id: string; pem: string }
}

/** Dovecot takes the RS256 tokens of this issuer as well, until `forget` is called. The caller waits until it has been read. */
export async function trustIssuer(
  platform: Platform,
  { issuer, publicKey }: TrustedIssuer,
): Promise<{ forget(): Promise<void> }> {
  const layout = layoutOf(platform.directory)
  const file = join(layout.dovecot, 'tokens.conf')
  const before = readFileSync(file, 'utf8')
  const keys = join(publicKeyDirectory(layout.tokens), 'default', 'RS256')
  const reload = () => run('doveadm', ['-c', dovecotConfigFile(layout), 'reload'])
  mkdirSync(keys, { recursive: true })
  writeFileSync(join(keys, publicKey.id), publicKey.pem, { mode: 0o644 })
  writeFileSync(
    file,
    before.replace(/^issuers = .*/m, (line) => `${line} ${issuer}`),
  )
  await reload()
  return {
    async forget() {
      writeFileSync(file, before)
      rmSync(keys, { recursive: true })
      await reload()
    },
  }
}
