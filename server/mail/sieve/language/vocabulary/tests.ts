import { addressParts, index, matching, mimeParts, string, strings, test, type Shape, type TagShape } from './shapes.ts'

const zone: readonly TagShape[] = [{ name: 'zone', value: 'string', group: 'zone' }]

/** What of a MIME header field is looked at (RFC 5703, 4.2). */
const mimeOptions: readonly TagShape[] = (
  [{ name: 'type' }, { name: 'subtype' }, { name: 'contenttype' }, { name: 'param', value: 'strings' }] as const
).map((tag) => ({ ...tag, group: 'mime-part', needs: ['mime'], along: 'mime' }))

const base: Shape[] = [
  test('address', [], {
    tags: [...addressParts, ...matching, ...index, ...mimeParts],
    positionals: [strings('header-list'), strings('key-list')],
  }),
  test('header', [], {
    tags: [...matching, ...index, ...mimeParts, ...mimeOptions],
    positionals: [strings('header-names'), strings('key-list')],
  }),
  test('exists', [], { tags: mimeParts, positionals: [strings('header-names')] }),
  test('size', [], {
    tags: [
      { name: 'over', group: 'bound' },
      { name: 'under', group: 'bound' },
    ],
    mustHave: ['bound'],
    positionals: [{ name: 'limit', kind: 'number' }],
  }),
  test('allof', [], { tests: 'list' }),
  test('anyof', [], { tests: 'list' }),
  test('not', [], { tests: 'one' }),
  test('true', []),
  test('false', []),
  test('envelope', ['envelope'], {
    tags: [...addressParts, ...matching],
    positionals: [strings('envelope-part'), strings('key-list')],
  }),
]

const extended: Shape[] = [
  // RFC 5229
  test('string', ['variables'], { tags: matching, positionals: [strings('source'), strings('key-list')] }),
  // RFC 5232
  test('hasflag', ['imap4flags'], {
    tags: matching,
    positionals: [
      { name: 'variable-list', kind: 'strings', optional: true, needs: ['variables'], isVariable: true },
      strings('list-of-flags'),
    ],
  }),
  // RFC 5173
  test('body', ['body'], {
    tags: [
      { name: 'raw', group: 'transform' },
      { name: 'content', value: 'strings', group: 'transform' },
      { name: 'text', group: 'transform' },
      ...matching,
    ],
    positionals: [strings('key-list')],
  }),
  // RFC 5183
  test('environment', ['environment'], { tags: matching, positionals: [string('name'), strings('key-list')] }),
  // RFC 5260
  test('date', ['date'], {
    tags: [...zone, { name: 'originalzone', group: 'zone' }, ...matching, ...index],
    positionals: [string('header-name'), string('date-part'), strings('key-list')],
  }),
  test('currentdate', ['date'], {
    tags: [...zone, ...matching],
    positionals: [string('date-part'), strings('key-list')],
  }),
  // RFC 5490
  test('mailboxexists', ['mailbox'], { positionals: [strings('mailbox-names')] }),
  test('metadata', ['mboxmetadata'], {
    tags: matching,
    positionals: [string('mailbox'), string('annotation-name'), strings('key-list')],
  }),
  test('metadataexists', ['mboxmetadata'], { positionals: [string('mailbox'), strings('annotation-names')] }),
  test('servermetadata', ['servermetadata'], {
    tags: matching,
    positionals: [string('annotation-name'), strings('key-list')],
  }),
  test('servermetadataexists', ['servermetadata'], { positionals: [strings('annotation-names')] }),
  // RFC 8579
  test('specialuse_exists', ['special-use'], {
    positionals: [{ name: 'mailbox', kind: 'string', optional: true }, strings('special-use-attrs')],
  }),
  // RFC 5463
  test('ihave', ['ihave'], { positionals: [strings('capabilities')] }),
  // RFC 7352
  test('duplicate', ['duplicate'], {
    tags: [
      { name: 'handle', value: 'string' },
      { name: 'header', value: 'string', group: 'identity' },
      { name: 'uniqueid', value: 'string', group: 'identity' },
      { name: 'seconds', value: 'number' },
      { name: 'last' },
    ],
  }),
  // RFC 5435
  test('valid_notify_method', ['enotify'], { positionals: [strings('notification-uris')] }),
  test('notify_method_capability', ['enotify'], {
    tags: matching,
    positionals: [string('notification-uri'), string('notification-capability'), strings('key-list')],
  }),
  // RFC 5235
  test('spamtest', ['spamtest'], {
    tags: [{ name: 'percent', needs: ['spamtestplus'] }, ...matching],
    positionals: [string('value')],
  }),
  test('virustest', ['virustest'], { tags: matching, positionals: [string('value')] }),
  // Pigeonhole's own
  test('filter', ['vnd.dovecot.filter'], {
    positionals: [string('program-name'), { name: 'arguments', kind: 'strings', optional: true }],
  }),
  test('execute', ['vnd.dovecot.execute'], {
    tags: [
      { name: 'input', value: 'string', group: 'input' },
      { name: 'pipe', group: 'input' },
      { name: 'output', value: 'string', needs: ['variables'] },
    ],
    positionals: [string('program-name'), { name: 'arguments', kind: 'strings', optional: true }],
  }),
]

export const tests: readonly Shape[] = [...base, ...extended]
