import type { IpcMainInvokeEvent, WebContents } from 'electron'
import { ipcMain } from 'electron'
import type { TopicName, Topics } from '../../core/contract/contract.ts'
import { isTopicName, topicNames } from '../../core/contract/contract.ts'
import { dispatch } from '../../core/contract/dispatch.ts'
import type { Grantdesk } from '../../core/grantdesk.ts'
import { callChannel, topicChannel } from '../preload/channels.ts'
import { isOwnPage, pageOrigin } from './page-origin.ts'

/** An answer for a caller that is no window of ours; the contract's own refusals come from `dispatch`. */
interface HostRefusal {
  readonly ok: false
  readonly failure: { readonly code: 'sender_refused' | 'topic_unknown'; readonly message: string }
}

/** Sends a message to the windows that listen to its topic. */
export type Announce = <Topic extends TopicName>(topic: Topic, message: Topics[Topic]) => void

/**
 * Answers the windows: one channel for calls, one for topics. Every message proves anew that it comes from the top
 * frame of Grantdesk's own page (E17), and every refusal is an answer.
 */
export function serveIpc(grantdesk: Grantdesk): Announce {
  const audience = new Map<WebContents, Set<TopicName>>()
  const announce: Announce = (topic, message) => {
    for (const [contents, topics] of audience) {
      if (topics.has(topic) && !contents.isDestroyed()) contents.send(topicChannel, topic, message)
    }
  }

  ipcMain.handle(callChannel, (event, operation: unknown, input: unknown) => {
    if (!isOwnTopFrame(event)) return senderRefused
    return dispatch(grantdesk.dispatcher, typeof operation === 'string' ? operation : '', input)
  })

  ipcMain.handle(topicChannel, (event, verb: unknown, topic: unknown) => {
    if (!isOwnTopFrame(event)) return senderRefused
    if (typeof topic !== 'string' || !isTopicName(topic)) return topicUnknown
    const topics = topicsOf(event.sender, audience)
    if (verb === 'subscribe') topics.add(topic)
    if (verb === 'unsubscribe') topics.delete(topic)
    return { ok: true, value: null }
  })

  for (const topic of topicNames) {
    grantdesk.subscribe(topic, (message) => {
      announce(topic, message)
    })
  }
  return announce
}

function topicsOf(contents: WebContents, audience: Map<WebContents, Set<TopicName>>): Set<TopicName> {
  const known = audience.get(contents)
  if (known) return known
  const topics = new Set<TopicName>()
  audience.set(contents, topics)
  contents.once('destroyed', () => audience.delete(contents))
  return topics
}

function isOwnTopFrame(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame
  return frame !== null && frame.parent === null && frame.origin === pageOrigin && isOwnPage(frame.url)
}

const senderRefused: HostRefusal = {
  ok: false,
  failure: { code: 'sender_refused', message: 'only the top frame of the Grantdesk window may call' },
}

const topicUnknown: HostRefusal = {
  ok: false,
  failure: { code: 'topic_unknown', message: 'no such topic' },
}
