import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './processes/run.ts'

/**
 * Debian packages, unpacked below `folder` and installed nowhere, because installing them would set up and start something.
 * Fetched once. Gives the folder that stands for the root of their files.
 */
export async function unpackPackages(folder: string, name: string, packages: readonly string[]): Promise<string> {
  const unpacked = join(folder, name)
  if (existsSync(unpacked)) return unpacked
  const fetching = join(folder, `fetching-${name}-${process.pid}`)
  mkdirSync(fetching, { recursive: true })
  try {
    await fetchPackages(fetching, packages)
    const files = readdirSync(fetching).filter((file) => file.endsWith('.deb'))
    if (files.length < packages.length) throw new Error(`apt-get did not fetch all of: ${packages.join(', ')}.`)
    for (const file of files) await run('dpkg-deb', ['-x', join(fetching, file), join(fetching, 'root')])
    renameSync(join(fetching, 'root'), unpacked)
  } finally {
    rmSync(fetching, { recursive: true, force: true })
  }
  return unpacked
}

/** With lists of packages of its own, which needs no root and works where the system has none. */
async function fetchPackages(folder: string, packages: readonly string[]): Promise<void> {
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
  await run('env', ['-C', folder, 'apt-get', ...options, 'download', ...packages])
}
