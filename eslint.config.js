import eslint from '@eslint/js'
import { defineConfig } from 'eslint/config'
import regexp from 'eslint-plugin-regexp'
import vue from 'eslint-plugin-vue'
import accessibility from 'eslint-plugin-vuejs-accessibility'
import typescript from 'typescript-eslint'

const tests = ['**/*.test.ts', '**/testing/**', 'e2e/**', 'a11y/**']
const commandLine = [
  'scripts/**',
  'bench/**',
  'e2e/lane.ts',
  'e2e/run.ts',
  'a11y/run.ts',
  'a11y/seeded-faults.ts',
  'mail-platform/cli.ts',
  'mail-platform/parse-or-explain.ts',
  'mail-platform/seed/cli.ts',
]

const size = (lines, linesPerFunction) => ({
  'max-lines': ['error', { max: lines, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function':
    linesPerFunction === null
      ? 'off'
      : ['error', { max: linesPerFunction, skipBlankLines: true, skipComments: true, IIFEs: true }],
})

/** Asking the server goes through `client/api`, so that every request has its header, its time limit and its problem. */
const requests = ['fetch', 'XMLHttpRequest', 'EventSource', 'WebSocket'].map((name) => ({
  name,
  message: 'Call an endpoint through client/api instead; nothing else talks to the server.',
}))

const markup = [
  {
    selector: 'AssignmentExpression[left.property.name=/^(innerHTML|outerHTML|srcdoc)$/]',
    message: 'Markup from a string can run a script. Build elements, or hand mail to the sandboxed reading frame.',
  },
  {
    selector: 'CallExpression[callee.property.name=/^(insertAdjacentHTML|setHTMLUnsafe|write|writeln)$/]',
    message: 'Markup from a string can run a script. Build elements, or hand mail to the sandboxed reading frame.',
  },
]

const environment = {
  selector: 'MemberExpression[object.name="process"][property.name="env"]',
  message: 'Configuration is read once, in server/config.ts. Take the value as a parameter.',
}

export default defineConfig(
  {
    ignores: ['node_modules', 'dist', 'var', 'scripts/architecture/canary/**'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  {
    rules: {
      ...size(250, 50),
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'object-shorthand': 'error',
      'prefer-template': 'error',
      'no-else-return': 'error',
      'no-console': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'], location: 'anywhere' }],
    },
  },
  {
    files: ['**/*.mjs'],
    // vue-tsc knows what exists.
    rules: { 'no-undef': 'off' },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { globals: { module: 'writable', require: 'readonly' } },
  },
  {
    files: ['**/*.ts', '**/*.vue'],
    extends: [typescript.configs.strictTypeChecked, typescript.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, extraFileExtensions: ['.vue'] } },
    rules: {
      'no-undef': 'off',
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-misused-spread': ['error', { allow: [{ from: 'lib', name: 'string' }, 'string'] }],
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { args: 'after-used', argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    // Types of .vue files exist for vue-tsc alone; here they are unknown, and rules that ask for them would only guess.
    files: ['client/**/*.{ts,vue}', 'a11y/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-redundant-type-constituents': 'off',
    },
  },
  {
    files: ['server/**/*.ts', 'contract/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', environment] },
  },
  {
    files: ['client/**/*.{ts,vue}'],
    extends: [vue.configs['flat/recommended'], accessibility.configs['flat/recommended']],
    languageOptions: { parserOptions: { parser: typescript.parser } },
    rules: {
      'no-restricted-globals': ['error', ...requests],
      'no-restricted-properties': [
        'error',
        { object: 'window', property: 'fetch', message: requests[0].message },
        { object: 'globalThis', property: 'fetch', message: requests[0].message },
        { object: 'navigator', property: 'sendBeacon', message: requests[0].message },
      ],
      'no-restricted-syntax': ['error', ...markup, environment],
      'vue/no-v-html': 'error',
      'vue/no-v-text-v-html-on-component': 'error',
      'vue/multi-word-component-names': 'off',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/define-macros-order': 'error',
      'vue/define-emits-declaration': 'error',
      'vue/define-props-declaration': 'error',
      'vue/no-bare-strings-in-template': 'error',
      'vue/no-empty-component-block': 'error',
      'vue/no-ref-object-reactivity-loss': 'error',
      'vue/no-template-target-blank': 'error',
      'vue/no-undef-components': 'error',
      'vue/no-unused-refs': 'error',
      'vue/no-useless-v-bind': 'error',
      'vue/prefer-true-attribute-shorthand': 'error',
      'vue/require-typed-ref': 'error',
      // Types say which props may be left out.
      'vue/require-default-prop': 'off',
      // Prettier decides where lines break.
      'vue/html-closing-bracket-newline': 'off',
      'vue/html-indent': 'off',
      'vue/html-self-closing': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      ...everyAccessibilityRule(),
    },
  },
  {
    // Mail and requests are hostile: an expression takes time in proportion to the text (security.md A 22).
    files: ['contract/**/*.ts', 'server/**/*.ts', 'client/**/*.{ts,vue}'],
    ignores: [...tests, 'client/direct-icons.ts', 'client/i18n/pseudo.ts', 'client/styles/**'],
    plugins: { regexp },
    rules: { 'regexp/no-super-linear-backtracking': 'error', 'regexp/no-super-linear-move': 'error' },
  },
  {
    // Inside a composite widget one element has the focus and handles the keys for all; the tests of each prove it.
    files: ['client/ui/**/*.vue'],
    rules: {
      'vuejs-accessibility/click-events-have-key-events': 'off',
      'vuejs-accessibility/interactive-supports-focus': 'off',
      'vuejs-accessibility/no-role-presentation-on-focusable': 'off',
      'vuejs-accessibility/no-static-element-interactions': 'off',
      'vuejs-accessibility/role-has-required-aria-props': 'off',
    },
  },
  {
    files: ['client/api/**', 'client/**/*.test.ts', 'client/**/testing/**'],
    rules: { 'no-restricted-globals': 'off', 'no-restricted-properties': 'off' },
  },
  {
    files: tests,
    rules: {
      'no-restricted-syntax': 'off',
      ...size(400, null),
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
      'vue/one-component-per-file': 'off',
    },
  },
  {
    files: ['mail-platform/seed/**', 'client/**/*.examples.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    files: commandLine,
    rules: { 'no-console': 'off', 'no-restricted-syntax': 'off' },
  },
  {
    files: ['**/*.config.{ts,js}', 'server/config.ts', 'server/main.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
)

/** The recommended set leaves some rules out; here all are on. */
function everyAccessibilityRule() {
  const names = Object.keys(accessibility.rules).map((name) => [`vuejs-accessibility/${name}`, 'error'])
  return {
    ...Object.fromEntries(names),
    // A label that names its control with `for` is right; nesting as well is not needed.
    'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
    // Safari takes the list role away from lists without bullets (VoiceOver, since 2019).
    'vuejs-accessibility/no-redundant-roles': ['error', { ol: ['list'], ul: ['list'] }],
  }
}
