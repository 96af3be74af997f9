import { resolve } from 'node:path'
import vueI18n from '@intlify/unplugin-vue-i18n/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { bareContract } from './bare-contract.ts'
import { directIcons } from './direct-icons.ts'
import { firstScreenChunks, preloadFirstScreen } from './first-screen.ts'
import { messageAreas } from './message-areas.ts'
import { pdfFiles } from './pdf-files.ts'
import { precompress } from './precompress.ts'

const here = import.meta.dirname

/** `vite build client` makes the product; `vite build client --mode gallery` makes the widget gallery, which is never shipped. */
export default defineConfig(({ command, mode }) => {
  const isGallery = mode === 'gallery'
  const isProduct = command === 'build' && !isGallery
  return {
    root: here,
    publicDir: isGallery ? false : 'public',
    define: {
      __VUE_OPTIONS_API__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    // Otherwise a file named only for its types would come along with the first screen.
    oxc: { typescript: { onlyRemoveTypeImports: false } },
    plugins: [
      vue(),
      messageAreas(),
      // Messages are compiled here, so that the page needs neither the message compiler nor 'unsafe-eval'.
      vueI18n({
        include: [resolve(here, 'i18n/messages/**/*.json')],
        dropMessageCompiler: true,
        strictMessage: false,
      }),
      ...(isProduct ? [bareContract(), directIcons(), preloadFirstScreen(), pdfFiles()] : []),
      precompress(),
    ],
    build: {
      outDir: resolve(here, isGallery ? '../dist/gallery' : '../dist/client'),
      emptyOutDir: true,
      target: 'es2022',
      // light-dark() and :dir() as they are written: imitations would not follow a theme set on a part of the page.
      cssTarget: ['chrome123', 'firefox128', 'safari17.5'],
      sourcemap: isGallery ? 'inline' : false,
      modulePreload: { polyfill: false },
      // Inlined `data:` addresses would need a wider Content-Security-Policy.
      assetsInlineLimit: 0,
      // One style sheet: with the lazy parts' styles in it, it is still cheaper than one more request.
      cssCodeSplit: isGallery,
      rolldownOptions: {
        input: resolve(here, isGallery ? 'gallery.html' : 'index.html'),
        ...(isProduct ? { output: { codeSplitting: firstScreenChunks() } } : {}),
      },
    },
  }
})
