// One line on a force's own website puts Signpost there, in a frame that can see nothing of the page around it:
//
//   <script src="https://signpost.example/embed.js" data-force="essex" async></script>
//
// data-force: the name of the force's file in data/directory/forces. data-title: what screen readers call the frame.
// data-height: of the frame. The frame stands where the script stands. The page around it must be named in `may_embed`.

(() => {
  const script = document.currentScript
  const { force, title, height } = script.dataset
  const origin = new URL(script.src).origin
  const address = new URL('/chat', origin)
  if (force) address.searchParams.set('force', force)
  const frame = document.createElement('iframe')
  frame.src = address
  frame.title = title || 'Signpost'
  // It may run its own script, send its own forms, open links in a new tab, save notes, and leave the site when told to.
  frame.setAttribute('sandbox', 'allow-scripts allow-forms allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals allow-top-navigation-by-user-activation')
  frame.referrerPolicy = 'no-referrer'
  frame.style.cssText = `display:block;width:100%;height:${/^[0-9]+(px|vh|rem|em)$/.test(height) ? height : '80vh'};border:0`
  script.after(frame)
  // Where the browser does not let the frame leave the site, the page around it does.
  window.addEventListener('message', event => {
    if (event.origin !== origin || event.source !== frame.contentWindow || event.data?.signpost !== 'leave') return
    const url = new URL(event.data.url)
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return
    document.body.replaceChildren()
    window.location.replace(url)
  })
})()
