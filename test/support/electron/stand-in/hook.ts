/** `node --import hook.ts main.js`: whoever imports `electron` gets the stand-in. */
import { registerHooks } from 'node:module'
import { readSettings } from './settings.ts'

const standIn = new URL('electron-module.ts', import.meta.url).href

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context),
})

// An installed application is not started through a script, so its own arguments begin one place earlier.
if (readSettings().packaged) process.argv.splice(1, 1)
