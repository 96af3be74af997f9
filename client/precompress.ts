import { promises as fs } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const compressible = /\.(?:m?js|css|html|svg|json|webmanifest|txt)$/
const smallestWorthwhileBytes = 512

/** Writes `.br` and `.gz` beside every text file of the build, so that the server never compresses while a person waits. */
export function precompress(): Plugin {
  return {
    name: 'curbcut-precompress',
    apply: 'build',
    closeBundle() {
      return compressAll(this.environment.config.build.outDir)
    },
  }
}

/** Compresses every text file of a folder that gains by it. */
export async function compressAll(directory: string): Promise<void> {
  const names = await fs.readdir(directory, { recursive: true }).catch(() => [])
  await Promise.all(names.filter((name) => compressible.test(name)).map((name) => compress(join(directory, name))))
}

async function compress(file: string): Promise<void> {
  const bytes = await fs.readFile(file)
  if (bytes.length < smallestWorthwhileBytes) return
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }
  await fs.writeFile(`${file}.br`, await promisify(brotliCompress)(bytes, quality))
  await fs.writeFile(`${file}.gz`, await promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }))
}
