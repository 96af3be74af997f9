import { command, filedCopy, index, matching, modifiers, string, strings, type Shape, type TagShape } from './shapes.ts'

const copy: TagShape = { name: 'copy', needs: ['copy'] }
const flags: TagShape = { name: 'flags', value: 'strings', needs: ['imap4flags'] }
const create: TagShape = { name: 'create', needs: ['mailbox'] }
const specialUse: TagShape = { name: 'specialuse', value: 'string', needs: ['special-use'] }

/** setflag, addflag and removeflag may name a variable first (RFC 5232, 3). */
const flagChange = (name: string): Shape =>
  command(name, ['imap4flags'], {
    positionals: [
      { name: 'variable-name', kind: 'string', optional: true, needs: ['variables'], isVariable: true },
      strings('list-of-flags'),
    ],
  })

const control: Shape[] = [
  command('require', [], { positionals: [strings('capabilities')] }),
  command('if', [], { tests: 'one', block: 'required' }),
  command('elsif', [], { tests: 'one', block: 'required' }),
  command('else', [], { block: 'required' }),
  command('stop', []),
  // RFC 6609
  command('include', ['include'], {
    tags: [
      { name: 'personal', group: 'location' },
      { name: 'global', group: 'location' },
      { name: 'once' },
      { name: 'optional' },
    ],
    positionals: [string('script name')],
  }),
  command('return', ['include']),
  command('global', ['include', 'variables'], { positionals: [strings('variables')] }),
  // RFC 5229
  command('set', ['variables'], {
    tags: modifiers,
    positionals: [{ name: 'name', kind: 'string', isVariable: true }, string('value')],
  }),
  // RFC 5703
  command('foreverypart', ['foreverypart'], { tags: [{ name: 'name', value: 'string' }], block: 'required' }),
  command('break', ['foreverypart'], { tags: [{ name: 'name', value: 'string' }] }),
  command('extracttext', ['extracttext', 'variables'], {
    tags: [...modifiers, { name: 'first', value: 'number' }],
    positionals: [{ name: 'varname', kind: 'string', isVariable: true }],
  }),
  // RFC 5463
  command('error', ['ihave'], { positionals: [string('message')] }),
]

const actions: Shape[] = [
  command('keep', [], { tags: [flags] }),
  command('discard', []),
  command('redirect', [], { tags: [copy], positionals: [string('address')] }),
  command('fileinto', ['fileinto'], { tags: [copy, flags, create, specialUse], positionals: [string('mailbox')] }),
  // RFC 5429
  command('reject', ['reject'], { positionals: [string('reason')] }),
  command('ereject', ['ereject'], { positionals: [string('reason')] }),
  // RFC 5232
  ...['setflag', 'addflag', 'removeflag'].map(flagChange),
  // RFC 5230, RFC 6131
  command('vacation', ['vacation'], {
    tags: [
      { name: 'days', value: 'number', group: 'period' },
      { name: 'seconds', value: 'number', group: 'period', needs: ['vacation-seconds'] },
      { name: 'subject', value: 'string' },
      { name: 'from', value: 'string' },
      { name: 'addresses', value: 'strings' },
      { name: 'mime' },
      { name: 'handle', value: 'string' },
      ...filedCopy,
    ],
    positionals: [string('reason')],
  }),
  // RFC 5435
  command('notify', ['enotify'], {
    tags: [
      { name: 'from', value: 'string' },
      { name: 'importance', value: 'string' },
      { name: 'options', value: 'strings' },
      { name: 'message', value: 'string' },
      ...filedCopy,
    ],
    positionals: [string('method')],
  }),
  // RFC 5293
  command('addheader', ['editheader'], {
    tags: [{ name: 'last' }],
    positionals: [string('field-name'), string('value')],
  }),
  command('deleteheader', ['editheader'], {
    tags: [...index.map(({ needs: _, ...tag }) => tag), ...matching],
    positionals: [string('field-name'), { name: 'value-patterns', kind: 'strings', optional: true }],
  }),
]

/** Pigeonhole's own; a server rarely offers them to people. */
const ofPigeonhole: Shape[] = [
  command('pipe', ['vnd.dovecot.pipe'], {
    tags: [copy, { name: 'try' }],
    positionals: [string('program-name'), { name: 'arguments', kind: 'strings', optional: true }],
  }),
  command('filter', ['vnd.dovecot.filter'], {
    positionals: [string('program-name'), { name: 'arguments', kind: 'strings', optional: true }],
  }),
  command('execute', ['vnd.dovecot.execute'], {
    tags: [
      { name: 'input', value: 'string', group: 'input' },
      { name: 'pipe', group: 'input' },
      { name: 'output', value: 'string', needs: ['variables'] },
    ],
    positionals: [string('program-name'), { name: 'arguments', kind: 'strings', optional: true }],
  }),
  command('report', ['vnd.dovecot.report'], {
    tags: [{ name: 'headers_only' }],
    positionals: [string('feedback-type'), string('message'), string('address')],
  }),
  command('debug_log', ['vnd.dovecot.debug'], { positionals: [string('message')] }),
]

export const commands: readonly Shape[] = [...control, ...actions, ...ofPigeonhole]
