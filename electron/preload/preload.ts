import { contextBridge, ipcRenderer } from 'electron'
import type { HostBridge, TopicName } from '../../core/contract/contract.ts'
import { callChannel, topicChannel } from './channels.ts'

type Listener = (message: unknown) => void

const listeners = new Map<TopicName, Set<Listener>>()

ipcRenderer.on(topicChannel, (_event, topic: TopicName, message: unknown) => {
  for (const listener of listeners.get(topic) ?? []) listener(message)
})

/** Two functions, each bound to its channel: the page sees no `ipcRenderer`, no event and no channel (E20). */
const bridge: HostBridge = {
  invoke: (operation, input) => ipcRenderer.invoke(callChannel, operation, input),
  subscribe(topic, listener) {
    const heard = listeners.get(topic) ?? new Set<Listener>()
    listeners.set(topic, heard)
    heard.add(listener)
    if (heard.size === 1) void ipcRenderer.invoke(topicChannel, 'subscribe', topic)
    return () => {
      if (heard.delete(listener) && heard.size === 0)
        void ipcRenderer.invoke(topicChannel, 'unsubscribe', topic)
    }
  },
}

contextBridge.exposeInMainWorld('grantdesk', bridge)
