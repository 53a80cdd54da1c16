/** `node --import hook.ts main.js`: whoever imports `electron` gets the stand-in. */
import { registerHooks } from 'node:module'

const standIn = new URL('electron-module.ts', import.meta.url).href

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context),
})
