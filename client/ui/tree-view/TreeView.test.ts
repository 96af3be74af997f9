import { cleanup, render, screen } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { defineComponent, h, nextTick, ref, shallowRef } from 'vue'
import { checkExamples } from '../testing/check-examples.ts'
import type { TreeNode } from './tree-node.ts'
import examples from './TreeView.examples.ts'
import TreeView from './TreeView.vue'

afterEach(cleanup)

describe('states', () => checkExamples(examples))

const folders: TreeNode[] = [
  { id: 'inbox', label: 'Inbox, 12 unread', text: 'Inbox', count: 12, current: true },
  {
    id: 'projects',
    label: 'Projects',
    text: 'Projects',
    muted: true,
    children: [
      { id: 'bridge', label: 'Bridge', text: 'Bridge' },
      { id: 'forms', label: 'Forms', text: 'Forms' },
    ],
  },
  { id: 'sent', label: 'Sent', text: 'Sent' },
]

function mount(direction = 'ltr') {
  const chosen: string[] = []
  const expanded = ref(new Set<string>())
  const nodes = shallowRef(folders)
  const toggle = (id: string) => {
    const next = new Set(expanded.value)
    if (!next.delete(id)) next.add(id)
    expanded.value = next
  }
  const tree = () =>
    h(TreeView, {
      label: 'Folders',
      nodes: nodes.value,
      expandedIds: expanded.value,
      onChoose: (id: string) => chosen.push(id),
      onToggle: toggle,
    })
  render(defineComponent({ render: () => [h('div', { style: { direction } }, tree()), h('button', 'after')] }))
  return { chosen, expanded, nodes, toggle, user: userEvent.setup() }
}

const focused = () => document.activeElement?.querySelector('.visually-hidden')?.textContent

describe('focus', () => {
  it('has one Tab stop, on the folder that is open', async () => {
    const { user } = mount()
    await user.tab()
    expect(focused()).toBe('Inbox, 12 unread')
    await user.tab()
    expect(document.activeElement?.textContent).toBe('after')
  })

  it('moves with the arrows over the lines that are shown, and stops at the ends', async () => {
    const { user } = mount()
    await user.tab()
    await user.keyboard('{ArrowDown}')
    expect(focused()).toBe('Projects')
    await user.keyboard('{End}{ArrowDown}')
    expect(focused()).toBe('Sent')
    await user.keyboard('{Home}{ArrowUp}')
    expect(focused()).toBe('Inbox, 12 unread')
  })

  it('goes to the head of a branch that is closed over it', async () => {
    const { user, toggle } = mount()
    await user.tab()
    await user.keyboard('{ArrowDown}{ArrowRight}{ArrowRight}')
    expect(focused()).toBe('Bridge')
    toggle('projects')
    await nextTick()
    await nextTick()
    expect(focused()).toBe('Projects')
  })

  it('goes to the line that begins with a letter', async () => {
    const { user } = mount()
    await user.tab()
    await user.keyboard('s')
    expect(focused()).toBe('Sent')
  })
})

describe('branches', () => {
  it('open with Right, are entered with Right, left and closed with Left', async () => {
    const { user, expanded } = mount()
    await user.tab()
    await user.keyboard('{ArrowDown}{ArrowRight}')
    expect([...expanded.value]).toEqual(['projects'])
    expect(screen.getByRole('treeitem', { name: 'Projects' }).getAttribute('aria-expanded')).toBe('true')
    await user.keyboard('{ArrowRight}{ArrowDown}{ArrowLeft}')
    expect(focused()).toBe('Projects')
    await user.keyboard('{ArrowLeft}')
    expect([...expanded.value]).toEqual([])
  })

  it('turn their arrows from right to left', async () => {
    const { user, expanded } = mount('rtl')
    await user.tab()
    await user.keyboard('{ArrowDown}{ArrowLeft}')
    expect([...expanded.value]).toEqual(['projects'])
  })

  it('open and close by the pointer on their arrow, without being chosen', async () => {
    const { user, expanded, chosen } = mount()
    await user.click(screen.getByRole('treeitem', { name: 'Projects' }).firstElementChild!)
    expect([...expanded.value]).toEqual(['projects'])
    expect(chosen).toEqual([])
  })

  it('tell readers level and place', async () => {
    const { user } = mount()
    await user.tab()
    await user.keyboard('{ArrowDown}{ArrowRight}')
    const line = screen.getByRole('treeitem', { name: 'Forms' })
    expect(['aria-level', 'aria-posinset', 'aria-setsize'].map((name) => line.getAttribute(name))).toEqual([
      '2',
      '2',
      '2',
    ])
  })
})

describe('choosing', () => {
  it('works by Enter, Space and a press', async () => {
    const { user, chosen } = mount()
    await user.tab()
    await user.keyboard('{Enter}{End} ')
    await user.click(screen.getByText('Inbox', { selector: '.text' }))
    expect(chosen).toEqual(['inbox', 'sent', 'inbox'])
  })

  it('opens a folder that only holds others', async () => {
    const { user, chosen, expanded } = mount()
    await user.click(screen.getByRole('treeitem', { name: 'Projects' }))
    expect(chosen).toEqual([])
    expect([...expanded.value]).toEqual(['projects'])
  })
})

it('follows the open folder while the person is elsewhere', async () => {
  const { user, nodes } = mount()
  nodes.value = folders.map((node) => ({ ...node, current: node.id === 'sent' }))
  await nextTick()
  await user.tab()
  expect(focused()).toBe('Sent')
  expect(document.activeElement?.getAttribute('aria-current')).toBe('page')
})

describe('lines that come and go elsewhere', () => {
  it('give the focus to the next beside them, else to the one before', async () => {
    const { nodes, expanded, user } = mount()
    expanded.value = new Set(['projects'])
    await nextTick()
    screen.getByRole('treeitem', { name: 'Bridge' }).focus()
    const [inbox, projects, sent] = folders as [TreeNode, TreeNode, TreeNode]
    nodes.value = [inbox, { ...projects, children: projects.children?.slice(1) }, sent]
    await nextTick()
    expect(focused()).toBe('Forms')
    await user.keyboard('{End}')
    nodes.value = [inbox, projects]
    await nextTick()
    expect(focused()).toBe('Projects')
  })

  it('keep the focus when they change their place', async () => {
    const { nodes } = mount()
    screen.getByRole('treeitem', { name: 'Sent' }).focus()
    nodes.value = folders.toReversed()
    await nextTick()
    await nextTick()
    expect(focused()).toBe('Sent')
  })
})

describe('the menu of a line', () => {
  it('is asked for by Shift+F10, the menu key and the right button', async () => {
    const asked: string[] = []
    render(TreeView, {
      props: {
        label: 'Folders',
        nodes: folders,
        expandedIds: new Set<string>(),
        onMenu: (id: string) => asked.push(id),
      },
    })
    const user = userEvent.setup()
    screen.getByRole('treeitem', { name: 'Sent' }).focus()
    await user.keyboard('{Shift>}{F10}{/Shift}{ContextMenu}')
    await user.pointer({ target: screen.getByRole('treeitem', { name: 'Projects' }), keys: '[MouseRight]' })
    expect(asked).toEqual(['sent', 'sent', 'projects'])
  })
})

describe('a tree of two thousand lines', () => {
  const many = Array.from({ length: 2_000 }, (_, at) => ({ id: `f${at}`, label: `folder${at}`, text: `folder${at}` }))
  const drawn = () => screen.getAllByRole('treeitem')

  it('draws only those near the eye, and each says its place in the whole', () => {
    render(TreeView, { props: { label: 'Folders', nodes: many, expandedIds: new Set<string>() } })
    expect(drawn().length).toBeLessThanOrEqual(150)
    expect(drawn().at(-1)?.getAttribute('aria-setsize')).toBe('2000')
  })

  it('is walked from end to end by key, and found by letters', async () => {
    render(TreeView, { props: { label: 'Folders', nodes: many, expandedIds: new Set<string>() } })
    const user = userEvent.setup()
    drawn()[0]?.focus()
    await user.keyboard('{End}')
    expect(focused()).toBe('folder1999')
    expect(document.activeElement?.getAttribute('aria-posinset')).toBe('2000')
    await user.keyboard('{ArrowUp}')
    expect(focused()).toBe('folder1998')
    await user.keyboard('folder77')
    expect(focused()).toBe('folder77')
    expect(drawn().length).toBeLessThanOrEqual(150)
  })
})
