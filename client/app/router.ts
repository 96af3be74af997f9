import {
  createRouter,
  createWebHistory,
  type NavigationGuardReturn,
  type RouteLocationNormalized,
  type Router,
} from 'vue-router'
import { rememberSignedIn } from '#client/api/early-start.ts'
import { mailboxCache } from '#client/mail/mailbox-cache.ts'
import { ownFolder } from '#client/mail/use-mailbox.ts'
import MailScreen from '#client/screens/MailScreen.vue'
import SignInScreen from '#client/screens/SignInScreen.vue'
import SignedInLayout from './SignedInLayout.vue'
import { ownPath } from '#client/mail/own-path.ts'
import { ensureStarted } from './start-state.ts'

declare module 'vue-router' {
  interface RouteMeta {
    /** Can be seen without signing in. */
    open?: boolean
  }
}

/**
 * Signing in and the mailbox are nearly always seen together and come in one file; the rest is fetched when it is gone to.
 * The address says which folder, message, draft and topic is shown: reloading or sharing it shows the same again.
 */
export function createAppRouter(): Router {
  const router = createRouter({
    history: createWebHistory(),
    routes: [
      {
        path: '/sign-in',
        name: 'sign-in',
        component: SignInScreen,
        meta: { open: true },
      },
      {
        path: '/signed-in-again',
        name: 'signed-in-again',
        component: () => import('#client/screens/SignedInAgainScreen.vue'),
        meta: { open: true },
      },
      {
        path: '/',
        component: SignedInLayout,
        children: [
          { path: '', name: 'home', component: MailScreen },
          { path: 'folders', name: 'folders', component: MailScreen },
          { path: 'mail/:folderId', name: 'folder', component: MailScreen },
          { path: 'mail/:folderId/:messageId', name: 'message', component: MailScreen },
          { path: 'search/:searchKey', name: 'search', component: MailScreen },
          { path: 'search/:searchKey/:messageId', name: 'found', component: MailScreen },
          { path: 'compose/:draftKey', name: 'compose', component: MailScreen },
          { path: 'outbox', name: 'outbox', component: () => import('#client/screens/OutboxScreen.vue') },
          {
            path: 'contacts/:contactId?',
            name: 'contacts',
            component: () => import('#client/screens/ContactsScreen.vue'),
          },
          {
            path: 'directory/:personKey?',
            name: 'directory',
            component: () => import('#client/screens/DirectoryScreen.vue'),
          },
          { path: 'settings/:topic?', name: 'settings', component: () => import('#client/screens/SettingsScreen.vue') },
          { path: 'help/keys', name: 'key-help', component: () => import('#client/screens/KeyHelpScreen.vue') },
          { path: ':path(.*)*', name: 'not-found', component: () => import('#client/screens/NotFoundScreen.vue') },
        ],
      },
    ],
  })
  router.beforeEach(guard)
  return router
}

async function guard(to: RouteLocationNormalized): Promise<NavigationGuardReturn> {
  // Back from a provider: there is a session now, which only its cookie knows.
  if (to.name === 'sign-in' && 'arrived' in to.query) {
    rememberSignedIn(true)
    return { path: ownPath(to.query.next), replace: true }
  }
  if (to.meta.open) return true
  const state = await ensureStarted()
  if (state === 'failed') return false
  if (state === 'signed-out') return { name: 'sign-in', query: to.fullPath === '/' ? {} : { next: to.fullPath } }
  return to.name === 'home' ? inbox() : true
}

/** The inbox, or the first folder that holds messages where there is none. */
function inbox() {
  const { folders } = mailboxCache()
  const folder = ownFolder(folders(), 'inbox') ?? folders().find(({ holdsMessages }) => holdsMessages)
  return folder ? { name: 'folder', params: { folderId: folder.id } } : { name: 'folders' }
}
