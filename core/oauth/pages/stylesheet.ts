import { createHash } from 'node:crypto'
import { colours } from './colours.ts'

const variables = (palette: Readonly<Record<string, string>>): string =>
  Object.entries(palette)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';')

/** The one stylesheet of all pages, served inside them. */
export const stylesheet = `
:root{color-scheme:light dark;${variables(colours.light)}}
@media (prefers-color-scheme:dark){:root{${variables(colours.dark)}}}
*,*::before,*::after{box-sizing:border-box}
body{margin:0;min-height:100vh;display:flex;flex-direction:column;background:var(--bg);color:var(--text);
  font:400 14px/20px 'Inter Variable',Inter,system-ui,'Segoe UI',sans-serif;font-variant-numeric:tabular-nums;
  text-rendering:geometricPrecision;-webkit-font-smoothing:antialiased}
h1,h2,p,ul,dl,dd,fieldset,legend{margin:0;padding:0;border:0}
ul{list-style:none}
header{display:flex;align-items:center;gap:8px;min-height:44px;padding:8px 20px;border-bottom:1px solid var(--border)}
header .name{font-weight:600}
header .where{margin-left:auto;color:var(--text2);font-size:12px;line-height:16px;overflow-wrap:anywhere;text-align:right}
header svg{flex:none;border-radius:5px}
main{width:100%;max-width:440px;margin:32px auto;padding:0 16px}
main.wide{max-width:600px}
.panel{background:var(--surface);border:1px solid var(--border);border-radius:8px;padding:20px;display:flex;flex-direction:column;gap:16px}
h1{font-size:18px;line-height:24px;font-weight:600;letter-spacing:-.011em;overflow-wrap:anywhere}
h2{font-size:14px;line-height:20px;font-weight:600}
p{overflow-wrap:anywhere}
.lead{display:flex;flex-direction:column;gap:4px}
.quiet{color:var(--text2)}
.small{font-size:12px;line-height:16px;color:var(--text3)}
form{display:flex;flex-direction:column;gap:16px}
.field{display:flex;flex-direction:column;gap:4px}
label,.label{font-weight:500;font-size:13px;line-height:20px}
input[type=email],input[type=password],input[type=text],select{width:100%;min-height:36px;padding:6px 10px;font:inherit;color:var(--text);
  background:var(--surface);border:1px solid var(--control);border-radius:6px}
[aria-invalid=true]{border-color:var(--danger)!important}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
.buttons{display:flex;flex-wrap:wrap;gap:8px}
button{min-height:36px;padding:6px 16px;font:inherit;font-weight:500;border-radius:6px;cursor:pointer;
  border:1px solid var(--borderStrong);background:var(--surface);color:var(--text)}
button:hover{background:var(--hover)}
button.primary{background:var(--accentSolid);border-color:var(--accentSolid);color:var(--onSolid)}
button.primary:hover{background:var(--accentSolidHover);border-color:var(--accentSolidHover)}
.notice{display:flex;gap:8px;padding:10px 12px;border:1px solid var(--border);border-radius:8px;background:var(--sunken);font-size:13px}
.notice svg{flex:none;width:16px;height:16px;margin-top:2px}
.notice p{min-width:0}
.notice.warn{background:var(--warnSoft);border-color:var(--warnLine)}
.notice.warn svg{color:var(--warn)}
.notice.danger{background:var(--dangerSoft);border-color:var(--dangerLine)}
.notice.danger svg{color:var(--danger)}
.notice.info{background:var(--accentSoft);border-color:var(--accentLine)}
.notice.info svg{color:var(--accent)}
.notice.pending{background:var(--pendingSoft)}
.notice.pending svg{color:var(--pending)}
.facts{display:grid;grid-template-columns:minmax(96px,auto) 1fr;gap:6px 16px;font-size:13px}
.facts dt{color:var(--text3)}
.facts dd{min-width:0;overflow-wrap:anywhere}
code,.mono{font:400 12px/16px 'JetBrains Mono Variable','JetBrains Mono',ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;
  letter-spacing:-.01em;font-variant-ligatures:none;overflow-wrap:anywhere}
mark{background:var(--mark);color:inherit;border-radius:2px;outline:1px solid var(--warnLine)}
form .notice{margin-top:12px}
.scopes{display:flex;flex-direction:column;border:1px solid var(--border);border-radius:8px;overflow:hidden}
fieldset{min-width:0}
fieldset legend{display:flex;align-items:center;gap:8px;width:100%;padding:16px 0 6px;font-weight:500;font-size:13px}
.scopes li+li{border-top:1px solid var(--border)}
.scopes label{display:flex;gap:10px;padding:8px 12px;font-weight:400;cursor:pointer}
.scopes label:hover{background:var(--hover)}
.scopes .words{display:flex;flex-direction:column;min-width:0}
.scopes .words code{color:var(--text3)}
.scopes input{flex:none;width:16px;height:16px;margin:2px 0 0;accent-color:var(--accentSolid)}
.tag{display:inline-flex;align-items:center;gap:4px;padding:2px 6px;border-radius:4px;font-size:12px;line-height:16px;font-weight:500}
.tag svg{width:12px;height:12px}
.tag.privileged{background:var(--dangerSoft);color:var(--danger)}
.tag.write{background:var(--warnSoft);color:var(--warn)}
.tag.read{background:var(--neutralSoft);color:var(--neutral)}
.tag.pending{background:var(--pendingSoft);color:var(--pending)}
footer{margin-top:auto;padding:16px 20px;color:var(--text3);font-size:12px;line-height:16px;text-align:center}
@media (max-width:480px){main{margin:16px auto}.panel{padding:16px}.buttons button{flex:1 1 auto}header{padding:8px 16px}
  .facts{grid-template-columns:1fr;gap:0}.facts dd{margin-bottom:6px}}
`

/** By what a page's policy admits the stylesheet and no other style. */
export const stylesheetHash = `sha256-${createHash('sha256').update(stylesheet).digest('base64')}`
