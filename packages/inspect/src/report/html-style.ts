/** The one style sheet of the report; its hash stands in the page's Content-Security-Policy. */
export const reportStyle = `
:root { color-scheme: light; font: 14px/1.5 system-ui, "Noto Sans SC", "Microsoft YaHei", sans-serif; color: #222; }
body { margin: 24px auto; max-width: 1100px; padding: 0 16px; }
h1 { font-size: 20px; margin: 0 0 4px; border-left: 4px solid #9e2a2b; padding-left: 10px; }
h2 { font-size: 16px; margin: 24px 0 8px; }
p.facts { color: #555; margin: 0 0 16px; }
p.warning { border: 1px solid #9e2a2b; padding: 8px 12px; }
table { border-collapse: collapse; width: 100%; font-size: 13px; }
th, td { text-align: left; vertical-align: top; padding: 4px 8px; border-bottom: 1px solid #ddd; overflow-wrap: anywhere; }
th { font-weight: 600; border-bottom: 2px solid #999; }
td.number { text-align: right; white-space: nowrap; }
section.file { break-inside: avoid-page; margin: 16px 0; }
section.file h3 { font-size: 14px; margin: 0 0 4px; overflow-wrap: anywhere; }
section.file h3 small { font-weight: 400; color: #666; }
.verdict { display: inline-block; min-width: 3em; text-align: center; border: 1px solid currentColor; padding: 0 6px; border-radius: 4px; font-weight: 600; white-space: nowrap; }
.block { color: #9e2a2b; }
.review { color: #8a5a00; }
.pass { color: #2d6a3e; }
.excerpt { font-family: ui-monospace, "Noto Sans Mono CJK SC", monospace; }
figure { margin: 0 0 16px; }
figcaption { font-size: 13px; color: #555; margin-bottom: 4px; }
svg text { font-size: 12px; fill: #222; }
.fill-block { fill: #9e2a2b; }
.fill-review { fill: #d9a441; }
.fill-pass { fill: #5b9a6d; }
.fill-partly { fill: #d9a441; }
.fill-not { fill: #9e2a2b; }
.fill-whole { fill: #7d8a97; }
@media print { body { margin: 0; max-width: none; font-size: 11px; } a { color: inherit; } }
`;
