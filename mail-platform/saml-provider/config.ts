import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Person } from '../demo-people.ts'

/** What the provider is told of the app. */
export interface ServiceProvider {
  entityId: string
  answerUrl: string
  signOutUrl: string
  /** The certificate its requests are signed by, and its assertions encrypted for, as PEM. */
  certificate: string
}

export interface Site {
  /** Everything of this provider: configuration, keys, sessions. */
  directory: string
  url: string
  people: readonly Person[]
  app: ServiceProvider
}

/** Writes the configuration of a SimpleSAMLphp that is nothing but an identity provider; gives the folder it is in. */
export function writeConfig({ directory, url, people, app }: Site): string {
  const at = (name: string) => join(directory, name)
  for (const name of ['config/metadata', 'sessions', 'work']) mkdirSync(at(name), { recursive: true, mode: 0o700 })
  const write = (name: string, variable: string, value: Php) =>
    writeFileSync(at(`config/${name}`), `<?php\n$${variable} = ${php(value)};\n`, { mode: 0o600 })
  write('config.php', 'config', {
    baseurlpath: `${url}/`,
    ...{ certdir: `${directory}/`, metadatadir: at('config/metadata'), tempdir: at('work'), datadir: at('work') },
    ...{ loggingdir: at('work'), 'logging.handler': 'errorlog', 'logging.level': 4, showerrors: true },
    // Nobody signs in as its administrator.
    ...{ 'auth.adminpassword': '123', secretsalt: 'of-the-demo', technicalcontact_email: 'na@example.org' },
    ...{ timezone: 'UTC', 'enable.saml20-idp': true, 'module.enable': { exampleauth: true, core: true, saml: true } },
    ...{ 'session.cookie.secure': true, 'session.phpsession.savepath': at('sessions'), 'store.type': 'phpsession' },
    'metadata.sources': [{ type: 'flatfile' }],
    'language.default': 'en',
  })
  write('authsources.php', 'config', {
    people: {
      0: 'exampleauth:UserPass',
      ...Object.fromEntries(
        people.map(({ uid, password, name, address }) => [`${uid}:${password}`, { uid, cn: name, mail: address }]),
      ),
    },
  })
  write('metadata/saml20-idp-hosted.php', `metadata['${url}/idp']`, {
    ...{ host: '__DEFAULT__', auth: 'people', privatekey: 'provider.key', certificate: 'provider.pem' },
    ...{ 'signature.algorithm': rsaSha256, 'sign.logout': true, 'redirect.sign': true, 'redirect.validate': true },
    NameIDFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
  })
  write('metadata/saml20-sp-remote.php', `metadata[${php(app.entityId)}]`, {
    ...{ AssertionConsumerService: app.answerUrl, SingleLogoutService: app.signOutUrl },
    certData: app.certificate.replace(/-----[A-Z ]+-----|\s/g, ''),
    ...{ 'validate.authnrequest': true, 'saml20.sign.assertion': true, 'saml20.sign.response': true },
    ...{ 'assertion.encryption': true, 'signature.algorithm': rsaSha256, 'sign.logout': true },
  })
  writeFileSync(at('router.php'), router)
  return at('config')
}

const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'

/** PHP's own web server finds no script with a path behind it when there is a dot in that path. */
const router = `<?php
$_SERVER['HTTPS'] = 'on';
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if (!preg_match('#^(/[\\\\w/.-]*?\\\\.php)(/.*)?$#', $path, $found)) return false;
$script = realpath($_SERVER['DOCUMENT_ROOT'] . $found[1]);
if (!$script || strpos($script, $_SERVER['DOCUMENT_ROOT'] . '/') !== 0) return false;
$_SERVER['SCRIPT_NAME'] = $found[1];
$_SERVER['SCRIPT_FILENAME'] = $script;
$_SERVER['PATH_INFO'] = $found[2] ?? '';
$_SERVER['PHP_SELF'] = $path;
chdir(dirname($script));
require $script;
`

type Php = string | number | boolean | readonly Php[] | { readonly [key: string]: Php }

function php(value: Php): string {
  if (typeof value === 'string') return `'${value.replace(/['\\]/g, '\\$&')}'`
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return `[${value.map((entry: Php) => php(entry)).join(', ')}]`
  return `[${Object.entries(value)
    .map(([key, entry]) => `${/^\d+$/.test(key) ? key : php(key)} => ${php(entry)}`)
    .join(', ')}]`
}
