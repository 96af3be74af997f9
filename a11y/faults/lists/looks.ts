import { type SeededFault } from '../seeded-fault.ts'

const look =
  (within: 'index.css' | 'index.html') =>
  (name: string, criterion: string, from: string, to: string, ...seenIn: string[]): SeededFault => ({
    name: `look: ${name}`,
    criterion,
    within,
    from,
    to,
    seenIn,
  })
const style = look('index.css')

const inbox = 'inbox with rows of every kind – light'
const signIn = 'sign-in – light'
const ring = 'outline: var(--ring) solid var(--focus);'
const hiddenText = '.visually-hidden:not(:focus, :active, :focus-within) {'
const lessMotion = '@media (prefers-reduced-motion: reduce) {\n  *,'
const pulse = '@keyframes seeded { to { opacity: 0.9 } }\nh1 { animation: seeded 1s infinite }\n'

/** What is seen. */
export const looks: readonly SeededFault[] = [
  style('the focus ring', '2.4.7', ring, 'outline: 0;', signIn),
  style(
    'the colour of the focus ring',
    '2.4.13',
    '--focus: light-dark(oklch(38% 0.13 255)',
    '--focus: light-dark(oklch(96% 0.01 255)',
    inbox,
  ),
  style('the ring inside rows', '2.4.7', 'outline-offset: calc(-1 * var(--ring));', 'outline-offset: 2px;', inbox),
  style(
    'the focus ring in forced colours',
    '2.4.7',
    'outline-color: Highlight;',
    'outline-color: Canvas;',
    'sign-in – forced colours',
  ),
  style(
    'that skip links show with the focus',
    '2.4.7',
    ':not(:focus) {\n    clip-path: inset(50%);',
    ' {\n    clip-path: inset(50%);',
    inbox,
  ),
  style(
    'the contrast of text',
    '1.4.6',
    '--text: light-dark(oklch(24% 0.02 250)',
    '--text: light-dark(oklch(60% 0.02 250)',
    signIn,
  ),
  style(
    'the contrast of soft text',
    '1.4.6',
    '--text-soft: light-dark(oklch(39% 0.02 250)',
    '--text-soft: light-dark(oklch(58% 0.02 250)',
    signIn,
  ),
  style(
    'the contrast of soft text in the dark',
    '1.4.6',
    'oklch(85% 0.01 95))',
    'oklch(60% 0.01 95))',
    'sign-in – dark',
  ),
  style(
    'the contrast of soft text in high contrast',
    '1.4.6',
    '--text-soft: light-dark(oklch(20% 0 0), oklch(96% 0 0))',
    '--text-soft: light-dark(oklch(60% 0 0), oklch(45% 0 0))',
    'sign-in – high contrast dark',
  ),
  style(
    'the edges of fields',
    '1.4.11',
    '--edge: light-dark(oklch(56% 0.02 250)',
    '--edge: light-dark(oklch(88% 0.02 250)',
    signIn,
  ),
  style('the size of targets', '2.5.5', '--target: 2.75rem', '--target: 2.25rem', inbox),
  style('texts for readers alone', '1.1.1', hiddenText, `${hiddenText}\n  display: none;`, inbox),
  style(
    'fitting into 320 px',
    '1.4.10',
    'body {\n  min-block-size: 100dvb;',
    'body {\n  min-inline-size: 30rem;\n  min-block-size: 100dvb;',
    'sign-in – 320 px',
  ),
  style(
    'room for wider letters',
    '1.4.12',
    '.field-hint {',
    '.field-hint {\n  overflow: hidden;\n  white-space: nowrap;',
    signIn,
  ),
  style(
    'stillness for whoever wishes it',
    '2.3.3',
    lessMotion,
    `${pulse}@media (prefers-reduced-motion: no-preference) {\n  *,`,
    signIn,
  ),
  look('index.html')(
    'that the page can be enlarged',
    '1.4.4',
    'initial-scale=1',
    'initial-scale=1, maximum-scale=1',
    signIn,
  ),
  {
    name: 'look: the size of compact rows',
    criterion: '2.5.8',
    within: 'mail/row-height.ts',
    from: 'compact: 2.25',
    to: 'compact: 1.25',
    seenIn: ['compact inbox – light'],
  },
  {
    name: 'look: room for the bar with Undo',
    criterion: '2.4.12',
    within: 'app/OutcomeBar.vue',
    from: 'setProperty("--outcome-space"',
    to: 'setProperty("--no-space"',
    seenIn: ['undo offered after a change – light'],
  },
]
