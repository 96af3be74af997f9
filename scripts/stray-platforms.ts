import { globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { layoutOf } from '#platform/layout.ts'
import { stopPlatform } from '#platform/platform.ts'

/** Ends the mail platforms in a folder that a runner which died could not end itself. */
export async function stopPlatformsUnder(folder: string): Promise<void> {
  for (const record of globSync('**/running.json', { cwd: folder })) {
    const directory = dirname(join(folder, record))
    console.log(`Ending the mail platform left behind in ${directory}`)
    await stopPlatform(layoutOf(directory))
  }
}
