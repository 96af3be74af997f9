import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { setLocale } from '#client/i18n/i18n.ts'
import { isLocale } from '#client/i18n/locale.ts'
import Gallery from './Gallery.vue'
import { readView } from './view.ts'

/*
 * The widgets in every state, for development and for the accessibility suite; never part of the product.
 * gallery.html?theme=dark&density=compact&locale=pseudo shows all; &widget=button only one; &example=busy only one state;
 * &theme=all sets every theme beside the others.
 */
const view = readView(location.search)
document.documentElement.dataset['density'] = view.density
const isTheSystems = view.theme === 'system' || view.theme === 'all'
if (!isTheSystems) document.documentElement.dataset['theme'] = view.theme
followContrast()
await setLocale(isLocale(view.locale) ? view.locale : 'en')
createApp(Gallery, { view }).use(createPinia()).mount('#app')

/** As the preferences of the app do where nobody has chosen a theme. */
function followContrast(): void {
  const wanted = matchMedia('(prefers-contrast: more)')
  const root = document.documentElement
  const follow = () => {
    if (wanted.matches && !root.dataset['theme']) root.dataset['contrast'] = 'more'
    else delete root.dataset['contrast']
  }
  wanted.addEventListener('change', follow)
  new MutationObserver(follow).observe(root, { attributeFilter: ['data-theme'] })
  follow()
}
