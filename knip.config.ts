import type { KnipConfig } from 'knip'

const config: KnipConfig = {
  entry: [
    'client/gallery/main.ts',
    'client/gallery/{reading,received}/main.ts',
    'client/ui/**/*.examples.ts',
    // Both sides read the contract, and so do people who script against the server.
    'contract/*.ts',
    // Loaded by name: the platform starts without it where no mail is wanted.
    'mail-platform/seed/seed.ts',
    'server/main.ts',
    // Started as processes of their own.
    'server/pictures/web-program.ts',
    'server/pictures/testing/*-program.ts',
    // Libraries of their own: what they offer is for whoever takes them up, not only for what we use of it.
    'server/mail/sieve/{language,managesieve}/index.ts',
    'scripts/*.{ts,mjs}',
    '{e2e,a11y,bench}/**/*.ts',
  ],
  project: [
    '{client,contract,server,mail-platform,e2e,a11y,bench,scripts}/**/*.{ts,mjs,vue}',
    '!scripts/architecture/canary/**',
  ],
  // Its file is read and handed to the browser.
  ignoreDependencies: ['accessibility-checker-engine'],
  ignoreBinaries: ['dpkg-query', 'openssl'],
  // A type that describes an exported function belongs to what it exports.
  ignoreExportsUsedInFile: { interface: true, type: true },
}

export default config
