import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../processes/run.ts'

/**
 * SimpleSAMLphp, unpacked from Debian's package into this folder and installed nowhere: the package itself wants a web server that
 * would be set up and started. Fetched once. Gives where it lies.
 */
export async function unpackSimpleSamlPhp(folder: string): Promise<string> {
  const program = join(folder, 'simplesamlphp')
  const lies = join(program, 'usr/share/simplesamlphp')
  if (existsSync(join(lies, 'www/module.php'))) return lies
  const fetching = join(folder, `fetching-${process.pid}`)
  mkdirSync(fetching, { recursive: true })
  try {
    await fetchPackage(fetching)
    const file = readdirSync(fetching).find((name) => name.endsWith('.deb'))
    if (file === undefined) throw new Error('apt-get fetched no package of SimpleSAMLphp.')
    await run('dpkg-deb', ['-x', join(fetching, file), join(fetching, 'root')])
    rmSync(program, { recursive: true, force: true })
    renameSync(join(fetching, 'root'), program)
  } finally {
    rmSync(fetching, { recursive: true, force: true })
  }
  return lies
}

/** With lists of packages of its own, which needs no root and works where the system has none. */
async function fetchPackage(folder: string): Promise<void> {
  const [lists, cache] = [join(folder, 'lists'), join(folder, 'cache')]
  for (const place of [lists, cache]) mkdirSync(join(place, 'partial'), { recursive: true })
  const options = [
    '-q',
    '-o',
    'APT::Sandbox::User=root',
    '-o',
    `Dir::State::lists=${lists}`,
    '-o',
    `Dir::Cache=${cache}`,
  ]
  await run('apt-get', [...options, 'update'])
  await run('env', ['-C', folder, 'apt-get', ...options, 'download', 'simplesamlphp'])
}
