import { join } from 'node:path'
import { unpackPackages } from '../unpack-packages.ts'

/** SimpleSAMLphp from Debian's package, unpacked: the package itself wants a web server. Gives where it lies. */
export async function unpackSimpleSamlPhp(folder: string): Promise<string> {
  return join(await unpackPackages(folder, 'simplesamlphp', ['simplesamlphp']), 'usr/share/simplesamlphp')
}
