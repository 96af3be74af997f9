import { defineAsyncComponent } from 'vue'
import { latePart } from '#client/mail/late-part.ts'

/*
 * Parts of a message that not every message has, fetched when one has them. They are made here, once: made for each message, they
 * would come late in every one.
 */

export const SaveWhole = latePart(() => import('./SaveWhole.vue'))
export const ShowMore = latePart(() => import('./ShowMore.vue'))
export const PictureOnlyChoices = latePart(() => import('./views/PictureOnlyChoices.vue'))
export const LinkDestination = latePart(() => import('./LinkDestination.vue'))
export const AttachmentList = latePart(() => import('./AttachmentList.vue'))
export const MessageDetails = defineAsyncComponent(() => import('./MessageDetails.vue'))
export const PlainText = defineAsyncComponent(() => import('./PlainText.vue'))
export const MessageSource = defineAsyncComponent(() => import('./MessageSource.vue'))
export const CarriedNotices = defineAsyncComponent(() => import('./carried/CarriedNotices.vue'))
export const ProtectionNotices = defineAsyncComponent(() => import('./protection/ProtectionNotices.vue'))
export const SignedContent = defineAsyncComponent(() => import('./protection/SignedContent.vue'))
export const CarriedCards = defineAsyncComponent(() => import('./carried/CarriedCards.vue'))
