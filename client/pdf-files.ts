import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'

/** The reader of PDF files and what it fetches by name: fonts that files leave out, tables of East Asian letters, decoders of scans. */
const wanted: Readonly<Record<string, RegExp>> = {
  'legacy/build': /^pdf\.worker\.min\.mjs$/,
  cmaps: /\.bcmap$/,
  standard_fonts: /\.(?:pfb|ttf)$/,
  wasm: /_nowasm_fallback\.js$/,
}

/** Puts them into a folder named by their version, so that a browser may keep them for ever. Their licences lie beside them. */
export function pdfFiles(): Plugin {
  return {
    name: 'curbcut-pdf-files',
    apply: 'build',
    generateBundle() {
      const home = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
      const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string }
      for (const [folder, pattern] of Object.entries(wanted)) {
        for (const name of readdirSync(join(home, folder)).filter((each) => pattern.test(each))) {
          const fileName = `assets/pdf/${version}/${folder === 'legacy/build' ? '' : `${folder}/`}${name}`
          this.emitFile({ type: 'asset', fileName, source: readFileSync(join(home, folder, name)) })
        }
      }
    },
  }
}
