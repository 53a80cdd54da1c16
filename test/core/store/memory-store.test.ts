import { MemoryStore } from '../../support/memory-store.ts'
import { describeStore } from './store-suite.ts'

describeStore('in memory', () => {
  const store = new MemoryStore()
  return Promise.resolve({ store, dispose: () => store.close() })
})
