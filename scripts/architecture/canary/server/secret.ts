import express from 'express'
import { ImapFlow } from 'imapflow'
import pino from 'pino'
import { config } from './config.ts'
import Widget from '../client/ui/leak/Leak.vue'

export const serverSecret = [express, ImapFlow, pino, config, Widget]
