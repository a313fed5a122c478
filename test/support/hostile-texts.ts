/** Is set by whatever of these texts is run. */
export const hostileMark = 'hacked';
const run = `window.${hostileMark}=1`;

/**
 * What has run scripts, or told somebody that it was read, in chats and Markdown viewers. None of
 * it may do anything but be read.
 */
export const hostileTexts: readonly string[] = [
  `<script>${run}</script>`,
  `<img src=x onerror="${run}">`,
  `<img src=x onerror=${run}//`,
  `<svg onload="${run}"><circle r=1></svg>`,
  `<svg><animate onbegin="${run}" attributeName=x dur=1s></svg>`,
  `<svg><script href="data:text/javascript,${run}"></script></svg>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${run}&gt;">`,
  `<noscript><p title="</noscript><img src=x onerror=${run}>">`,
  `<form><math><mtext></form><form><mglyph><style></math><img src onerror=${run}>`,
  `<iframe srcdoc="<script>parent.${hostileMark}=1</script>"></iframe>`,
  `<iframe src="javascript:parent.${hostileMark}=1"></iframe>`,
  `<object data="javascript:${run}"></object><embed src="javascript:${run}">`,
  `<details open ontoggle="${run}"><summary>x</summary></details>`,
  `<input autofocus onfocus="${run}"><video><source onerror="${run}"></video>`,
  `<style>@import "https://tracker.example/x.css"; body{display:none}</style>`,
  `<base href="https://evil.example/"><meta http-equiv=refresh content="0;url=https://evil.example">`,
  `<link rel=stylesheet href="https://tracker.example/x.css">`,
  `[click](javascript:${run})`,
  `[click](JaVaScRiPt:${run})`,
  `[click](java&#x09;script:${run})`,
  `[click](&#106;avascript:${run})`,
  `[click]( javascript:${run})`,
  `[click](vbscript:msgbox(1)) [click](file:///etc/passwd) [click](blob:x)`,
  `[click](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)`,
  `[click](//evil.example/x) <javascript:${run}> <data:text/html,x>`,
  `[x]: javascript:${run}\n\n[click][x] and [x]`,
  `[a](https://example.com" onmouseover="${run})`,
  `![tracker](https://tracker.example/pixel.png?read=1)`,
  `![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+)`,
  `![x](x" onerror="${run})`,
  '```html\n</code></pre><script>' + run + '</script>\n```',
  '`</code><img src=x onerror=' + run + '>`',
  `| <img src=x onerror=${run}> | [a](javascript:${run}) |\n|---|---|\n| ![x](https://tracker.example/t.png) | <b>x</b> |`,
  `# <img src=x onerror=${run}>\n\n> <svg/onload=${run}>\n\n- <script>${run}</script>`,
  `Lina\u202Egpj.exe \u0000 \uFEFF<\u200Bscript>${run}</script>`,
  '{{constructor.constructor("' + run + '")()}} ${' + run + '} <%= ' + run + ' %>',
];
