import type { TopicName, Topics } from './contract.ts'

/** Who hears which topic. */
export class TopicListeners {
  readonly #listeners: { readonly [Topic in TopicName]: Set<(message: Topics[Topic]) => void> } = {
    changed: new Set(),
    progress: new Set(),
    server: new Set(),
    flow: new Set(),
    menu: new Set(),
  }

  /** Answers the way to stop. */
  add<Topic extends TopicName>(topic: Topic, listener: (message: Topics[Topic]) => void): () => void {
    this.#listeners[topic].add(listener)
    return () => {
      this.#listeners[topic].delete(listener)
    }
  }

  tell<Topic extends TopicName>(topic: Topic, message: Topics[Topic]): void {
    for (const listener of this.#listeners[topic]) listener(message)
  }
}
