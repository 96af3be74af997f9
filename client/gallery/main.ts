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
if (view.theme !== 'system' && view.theme !== 'all') document.documentElement.dataset['theme'] = view.theme
await setLocale(isLocale(view.locale) ? view.locale : 'en')
createApp(Gallery, { view }).use(createPinia()).mount('#app')
