import { bridgeEnd } from './bridge-end.ts'
import { parse, serialize } from './messages.ts'
import { preloadModules } from './preload-modules.ts'

export const isolatedWorld = 'Electron Isolated Context'
export const hostBinding = '__host'

/** What runs in the isolated world before the page: the bridge's end, Electron's modules and the preload itself. */
export function preloadScript(key: string, preload: string): string {
  if (/^\s*(import|export)\s/m.test(preload)) throw new Error('a sandboxed preload must be CommonJS')
  return topFrameOnly(`
    const end = (${bridgeEnd.toString()})(${JSON.stringify(key)}, 'preload', 'page')
    const modules = (${preloadModules.toString()})(end, ${hostBinding}, ${serialize.toString()}, ${parse.toString()})
    globalThis.__deliver = modules.deliver
    ;(function (require, module, exports, process) {${preload}
    })(modules.require, { exports: {} }, {}, { platform: 'linux', contextIsolated: true, sandboxed: true })`)
}

/** What runs in the page's own world: the bridge's other end and nothing else. */
export function pageScript(key: string): string {
  return topFrameOnly(`(${bridgeEnd.toString()})(${JSON.stringify(key)}, 'page', 'preload')`)
}

function topFrameOnly(script: string): string {
  return `if (window === window.top) { (() => { ${script} })() }`
}
