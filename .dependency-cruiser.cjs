// Who may import whom; docs/architecture.md draws the picture. Each comment says what to do instead.
// Every rule must have a violation planted under scripts/architecture/canary/, which `npm run architecture` looks for:
// a check that stops seeing files would otherwise stay green.
const root = '^(?:scripts/architecture/canary/)?'
const at = (path) => `${root}${path}`
const tests = '(\\.test\\.ts$|/testing/|\\.config\\.ts$)'
const workshop = 'mail-platform|e2e|a11y|bench|scripts(?!/architecture/canary/)'
const outside = (name) => `(^|/)node_modules/${name}/`

const clientLayers = ['main\\.ts', 'app/', 'screens/', 'features/', 'mail/', '(?:ui|accessibility|api|i18n|styles)/']
const serverLayers = ['main\\.ts', 'app\\.ts', 'features/', '(?:sign-in|mail|storage|http|sessions|observability)/']

/** One rule a layer: it imports nothing that stands above it. */
const pointingDown = (name, side, layers) =>
  layers.slice(1).map((layer, index) => ({
    name,
    comment: `Code of ${side}/ imports only what stands below it. Take what is missing as a parameter, or move it down a layer.`,
    from: { path: at(`${side}/${layer}`), pathNot: tests },
    to: { path: at(`${side}/(?:${layers.slice(0, index + 1).join('|')})`) },
  }))

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: errors([
    {
      name: 'contract-is-a-leaf',
      comment: 'Both sides read contract/, so it may import zod/mini alone. Move the code to the side that needs it.',
      from: { path: at('contract/'), pathNot: '\\.test\\.ts$' },
      to: { pathNot: [at('contract/'), `${outside('zod')}mini/`] },
    },
    {
      name: 'client-never-server',
      comment: 'The browser gets nothing of the server, of Node or of the mail platform. Share through contract/.',
      from: { path: at('client/'), pathNot: tests },
      to: { path: at(`(?:server|${workshop})/`) },
    },
    {
      name: 'client-never-server',
      comment: 'Node modules do not exist in the browser. Use the web platform.',
      // The plug-ins of the build run in Node.
      from: {
        path: at('client/'),
        pathNot: [tests, '^client/(?:direct-icons|first-screen|message-areas|pdf-files|precompress)\\.ts$'],
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'server-never-client',
      comment:
        'The server sends the built files of dist/client and knows nothing of their source. Share through contract/.',
      from: { path: at('server/'), pathNot: tests },
      to: { path: at(`(?:client|${workshop})/`) },
    },
    {
      name: 'features-are-islands',
      comment:
        'Features meet only in client/screens or server/app.ts. What two need goes to client/mail (mail words) or client/ui (none).',
      from: { path: at('(client|server)/features/([^/]+)/') },
      to: { path: at('$1/features/'), pathNot: at('$1/features/$2/') },
    },
    {
      name: 'ui-knows-no-mail',
      comment:
        'A widget of client/ui takes everything by props and slots. Bring mail, HTTP and stores in where it is used.',
      from: { path: at('client/ui/'), pathNot: tests },
      to: {
        path: [at('client/(?:mail|features|screens|app|api)/'), at('contract/'), outside('(?:pinia|@pinia/colada)')],
      },
    },
    ...pointingDown('client-layers-point-down', 'client', clientLayers),
    ...pointingDown('server-layers-point-down', 'server', serverLayers),
    {
      name: 'protocols-stay-in-mail',
      comment: 'IMAP, SMTP, LDAP and Sieve are spoken in server/mail. Ask for a port there, in our words.',
      from: { path: at('(?:server|client|contract)/'), pathNot: [at('server/mail/'), tests] },
      to: { path: outside('(?:imapflow|nodemailer|ldapts)') },
    },
    {
      name: 'protocols-stay-in-mail',
      comment: 'A feature uses the ports of server/mail, never an adapter. server/app.ts chooses the adapter.',
      from: { path: at('server/features/'), pathNot: tests },
      to: { path: at('server/mail/(?:imap|smtp|sieve|directory)/') },
    },
    {
      name: 'sieve-libraries-stand-alone',
      comment:
        'server/mail/sieve/language and managesieve could be published: they need nothing but Node, and are entered by their index.ts.',
      from: { path: at('server/mail/sieve/(language|managesieve)/'), pathNot: tests },
      to: { pathNot: at('server/mail/sieve/$1/'), dependencyTypesNot: ['core'] },
    },
    {
      name: 'sieve-libraries-stand-alone',
      comment:
        'server/mail/sieve/language and managesieve could be published: they need nothing but Node, and are entered by their index.ts.',
      from: { path: at('server/'), pathNot: [at('server/mail/sieve/(?:language|managesieve)/'), tests] },
      to: { path: at('server/mail/sieve/(?:language|managesieve)/(?!index\\.ts$)') },
    },
    {
      name: 'express-stays-at-the-edge',
      comment: 'Use cases and adapters get plain values. Read the request and shape the answer in server/http.',
      from: { path: at('server/'), pathNot: [at('server/(?:http|sessions)/'), at('server/app\\.ts$'), tests] },
      to: { path: outside('(?:@types/)?(?:express|express-session|helmet)') },
    },
    {
      name: 'config-read-once',
      comment:
        'server/main.ts reads the configuration. Take the values you need as parameters; importing its types is fine.',
      from: {
        path: at('server/'),
        pathNot: [at('server/(?:main|app|config|demo-config)\\.ts$'), at('server/config/'), tests],
      },
      to: { path: at('server/config(?:\\.ts$|/)'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'log-through-logger',
      comment: 'Take a logger from server/observability: only it redacts.',
      from: { path: at('server/'), pathNot: [at('server/observability/'), tests] },
      to: { path: outside('pino'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'proof-uses-the-front-door',
      comment:
        'e2e/ and a11y/ use the app as people do. They may read contract/, e2e/, examples of client/ui, the platform and scripts/app-under-test.',
      from: { path: at('(?:e2e|a11y)/') },
      to: { path: at('(?:client|server)/'), pathNot: [at('client/ui/'), at('client/i18n/')] },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one concept, or hide a third that both should import.',
      from: {},
      // Types are gone when it runs.
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      comment: 'Nothing imports this file and it imports nothing. Delete it, or import it where it is used.',
      from: {
        orphan: true,
        pathNot: [tests, '\\.d\\.ts$', '\\.(?:json|css|cjs|mjs)$', '\\.examples\\.ts$', '(^|/)(?:main|run|cli)\\.ts$'],
      },
      to: {},
    },
  ]),
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(?:dist|var)/' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.vue', '.js', '.mjs', '.cjs', '.json'],
    },
    skipAnalysisNotInRules: true,
  },
}

function errors(rules) {
  return rules.map((rule) => ({ severity: 'error', ...rule }))
}
