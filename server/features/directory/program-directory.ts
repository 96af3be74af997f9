import { type ProgramDirectory, readProgramDirectory } from '#contract/program-directory.ts'
import { route, type Route } from '#server/http/route.ts'

/** How other programs ask the directory; `{user}` in the name stands for whoever signs in. */
export function programDirectoryRoutes(settings: ProgramDirectory | null): Route[] {
  return [
    route(readProgramDirectory, (_request, { session }) => ({
      settings: settings && {
        ...settings,
        bindDn: settings.bindDn.replaceAll('{user}', () => asValue(session.signedIn.user)),
      },
    })),
  ]
}

/** As it stands in a distinguished name (RFC 4514, 2.4). */
const asValue = (text: string) => text.replaceAll(/[",+;<>\\=#]/g, (sign) => `\\${sign}`)
