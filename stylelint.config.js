// Colours come from roles, so that every theme and forced colours reach them; sides are logical, so that right-to-left works.
const sides = ['margin', 'padding', 'border', 'scroll-margin', 'scroll-padding'].flatMap((property) =>
  ['top', 'right', 'bottom', 'left'].map((side) => `${property}-${side}`),
)
const borders = ['top', 'right', 'bottom', 'left'].flatMap((side) =>
  ['color', 'style', 'width'].map((part) => `border-${side}-${part}`),
)
const corners = ['top-left', 'top-right', 'bottom-left', 'bottom-right'].map((corner) => `border-${corner}-radius`)

/** @type {import('stylelint').Config} */
export default {
  rules: {
    'annotation-no-unknown': true,
    'at-rule-no-unknown': true,
    'block-no-empty': true,
    'color-named': ['never', { message: 'Take a role of client/styles, such as var(--text).' }],
    'color-no-hex': [true, { message: 'Take a role of client/styles, such as var(--text).' }],
    'declaration-block-no-duplicate-custom-properties': true,
    'declaration-block-no-duplicate-properties': [true, { ignore: ['consecutive-duplicates-with-different-syntaxes'] }],
    'declaration-block-no-shorthand-property-overrides': true,
    'declaration-property-value-disallowed-list': [
      { 'text-align': ['left', 'right'], '/^(float|clear)$/': ['left', 'right'], outline: ['none', '0'] },
      { message: 'Use start and end; and never take the focus ring away.' },
    ],
    'font-family-no-duplicate-names': true,
    'function-disallowed-list': [
      ['rgb', 'rgba', 'hsl', 'hsla', 'hwb', 'lab', 'lch', 'oklab', 'oklch', 'color'],
      { message: 'Take a role of client/styles, such as var(--text).' },
    ],
    'media-feature-name-no-unknown': true,
    'no-duplicate-selectors': true,
    'no-empty-source': null,
    'property-disallowed-list': [
      [...sides, ...borders, ...corners, 'top', 'right', 'bottom', 'left'],
      { message: 'Use the logical property, such as margin-inline-start or inset-block-end.' },
    ],
    'property-no-unknown': true,
    'selector-pseudo-class-no-unknown': [true, { ignorePseudoClasses: ['deep', 'slotted', 'global'] }],
    'selector-pseudo-element-no-unknown': true,
    'unit-disallowed-list': [
      ['pt', 'cm', 'mm', 'in', 'pc'],
      { message: 'Use rem or em, so that the size follows the person’s own.' },
    ],
    'unit-no-unknown': true,
  },
  overrides: [
    {
      files: ['client/styles/**/*.css'],
      rules: { 'color-named': null, 'color-no-hex': null, 'function-disallowed-list': null },
    },
  ],
}
