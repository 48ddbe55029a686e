/** The page's looks: system fonts, one accent, light and dark. */
export const style = `
:root{color-scheme:light;--bg:#fbfaf8;--card:#fff;--ink:#1d1f21;--soft:#5c6166;--line:#e3e0da;--accent:#8a5a00;--accent-bg:#fff4dc;--add:#e6f4ea;--add-ink:#0b5a28;--del:#fdecea;--del-ink:#96221a;--hunk:#f1eff9}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;--bg:#16181a;--card:#1e2124;--ink:#e8e6e3;--soft:#a3a8ad;--line:#34383c;--accent:#f2c14e;--accent-bg:#3a3120;--add:#16301f;--add-ink:#9fe0b3;--del:#3a1e1c;--del-ink:#ffb4ab;--hunk:#26243a}}
:root[data-theme=dark]{color-scheme:dark;--bg:#16181a;--card:#1e2124;--ink:#e8e6e3;--soft:#a3a8ad;--line:#34383c;--accent:#f2c14e;--accent-bg:#3a3120;--add:#16301f;--add-ink:#9fe0b3;--del:#3a1e1c;--del-ink:#ffb4ab;--hunk:#26243a}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
header,main,footer{max-width:1320px;margin:0 auto;padding:0 28px}
header{position:relative;padding-top:30px;padding-bottom:8px}
.brand{color:var(--accent);font-weight:650;letter-spacing:.02em}
h1{font-size:27px;line-height:1.25;margin:6px 0 2px;letter-spacing:-.01em}
h2{font-size:18px;margin:34px 0 4px}
.sub{margin:0;color:var(--soft)}
#theme{position:absolute;right:28px;top:30px}
button,input{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:5px 11px}
button{cursor:pointer}
button[aria-pressed=true]{background:var(--accent-bg);border-color:var(--accent)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin:22px 0}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:14px 16px}
.card b{display:block;font-size:26px;font-weight:640;letter-spacing:-.02em;font-variant-numeric:tabular-nums}
.card span{color:var(--soft);font-size:13px}
.two{display:grid;grid-template-columns:1fr 1fr;gap:26px}
table{width:100%;border-collapse:collapse;font-size:14px}
th,td{text-align:left;padding:5px 8px;border-bottom:1px solid var(--line)}
th{color:var(--soft);font-weight:500}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
.bar{display:block;height:5px;border-radius:3px;background:var(--accent);opacity:.75;margin-top:3px}
.tools{position:sticky;top:0;z-index:2;display:flex;flex-wrap:wrap;gap:10px 18px;align-items:center;background:var(--bg);padding:12px 0;border-bottom:1px solid var(--line);margin-top:16px}
.search{display:flex;gap:8px;align-items:center;color:var(--soft)}
.search input{width:270px}
#codemods{display:flex;flex-wrap:wrap;gap:6px}
.views{margin-left:auto;display:flex;gap:6px}
details.change{background:var(--card);border:1px solid var(--line);border-radius:12px;margin:10px 0;overflow:hidden}
details.change summary{cursor:pointer;padding:11px 16px;display:flex;gap:12px;align-items:baseline;list-style-position:inside}
details.change summary .reason{flex:1}
details.change summary code{color:var(--soft);font-size:12.5px}
.path{padding:7px 16px;border-top:1px solid var(--line);font:600 12.5px/1.5 ui-monospace,SFMono-Regular,Menlo,monospace;background:var(--hunk)}
.diff{overflow-x:auto;font:12.5px/1.55 ui-monospace,SFMono-Regular,Menlo,monospace}
.diff table{font:inherit;table-layout:fixed;min-width:760px}
.diff td{border:0;padding:0 8px;white-space:pre-wrap;overflow-wrap:anywhere;vertical-align:top}
.diff td.l{width:46px;color:var(--soft);text-align:right;user-select:none}
.diff .a{background:var(--add);color:var(--add-ink)}
.diff .d{background:var(--del);color:var(--del-ink)}
.diff .h td{background:var(--hunk);color:var(--soft)}
.refusal{border-left:3px solid var(--accent);padding:4px 16px;margin:16px 0;background:var(--card);border-radius:0 10px 10px 0}
.refusal h3{margin:8px 0 2px;font-size:15px}
.refusal p{margin:2px 0}
.refusal ul{margin:6px 0 10px;padding-left:18px;font:13px/1.6 ui-monospace,SFMono-Regular,Menlo,monospace}
.help,.none{color:var(--soft)}
footer{padding-top:26px;padding-bottom:40px;color:var(--soft);font-size:13.5px}
kbd{border:1px solid var(--line);border-radius:4px;padding:0 5px;font:12px ui-monospace,monospace}
.skip{position:absolute;left:-9999px}.skip:focus{left:12px;top:8px;background:var(--card);padding:6px 12px;z-index:9}
.noscript{padding:28px}
@media (max-width:820px){.two{grid-template-columns:1fr}.views{margin-left:0}#theme{position:static;margin-top:8px}}
@media print{.tools,#theme,footer,.skip{display:none}details.change{break-inside:avoid}}
`
