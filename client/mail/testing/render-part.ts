import { PiniaColada } from '@pinia/colada'
import '#client/accessibility/testing/eventually.ts'
import userEvent from '@testing-library/user-event'
import { render } from '@testing-library/vue'
import { getActivePinia, type Pinia } from 'pinia'
import { type Component } from 'vue'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'

const nowhere = { render: () => null }

/** The places of the app, with nothing in them. */
const places = {
  home: '/',
  'sign-in': '/sign-in',
  folders: '/folders',
  folder: '/mail/:folderId',
  message: '/mail/:folderId/:messageId',
  search: '/search/:searchKey',
  found: '/search/:searchKey/:messageId',
  compose: '/compose/:draftKey',
  outbox: '/outbox',
  contacts: '/contacts/:contactId?',
  directory: '/directory/:personKey?',
  settings: '/settings/:topic?',
  'key-help': '/help/keys',
}

interface Options {
  props?: Record<string, unknown>
  slots?: Record<string, unknown>
  /** What is at every place; nothing unless said. */
  screen?: Component
  at?: string
}

/** Draws a part of the client with the active Pinia (see `startMailbox`) and a router in memory. */
export async function renderPart(component: Component, options: Options = {}) {
  const pinia = getActivePinia() as Pinia
  const router: Router = createRouter({
    history: createMemoryHistory(),
    routes: Object.entries(places).map(([name, path]) => ({ name, path, component: options.screen ?? nowhere })),
  })
  await router.push(options.at ?? '/')
  const drawn = render(component, {
    ...(options.props ? { props: options.props } : {}),
    ...(options.slots ? { slots: options.slots as Record<string, string> } : {}),
    global: { plugins: [pinia, [PiniaColada, {}], router] },
  })
  return { ...drawn, router, user: userEvent.setup() }
}
