/* What Streamlit leaves undone for who goes by the keys, and for who listens.

   What holds the focus may go: a result that was chosen, a row that is drawn anew, a button with nothing left to do. The
   focus would be nowhere, and who goes by the keys would begin at the top of the page again. It goes to what has the
   same name, else to what came after it. Who uses a mouse or a finger notices nothing.

   A message is a dialog without a name: it is called what it says. A chart is told in our words, on the box around it;
   its parts would be told as well, in English and by the names of columns.

   A link to another page leaves at once, without what was typed or chosen a moment ago. A button out of sight goes the
   same way and takes it along, so a click on the link is a click on the button. A click on the way to another page waits
   until that is there: the page that is left would tell once more what it has told. Who asks for a new tab or window gets
   one; Streamlit would stay in this. And of My day it says no path: in a new tab that would be the page one is on.

   A fold slides open, also for who asked for no motion: for them it is open at once. */
(() => {
  if (window.mwKeys) return
  window.mwKeys = true
  const CAN = 'a[href], button:not(:disabled), input:not(:disabled), summary, [role="radio"]'
  const PATIENCE_MS = 100  // what is drawn anew goes before its successor comes
  const LOST_MS = 5000  // after which a page that was asked for will not come, and is asked for anew
  let keys = false, held = null, name = '', home = '', beside = [], left = '', bound = '', onward = null, since = 0
  const main = () => document.getElementById('stMain')
  const named = one => one.getAttribute('aria-label') || one.labels?.[0]?.innerText || one.innerText || ''
  const usable = one => one.isConnected && !one.disabled && one.checkVisibility()
  const nowhere = () => !document.activeElement || document.activeElement === document.body

  const give = () => {
    if (!nowhere() || !held) return
    // a button that waits for its file cannot be used for a moment, and a list lets go of its field
    if (usable(held)) return held.focus()
    const place = beside.indexOf(held)
    const again = [...main().querySelectorAll(held.tagName)].find(one => usable(one) && name && named(one) === name)
    const after = place < 0 ? undefined : beside.slice(place + 1).find(usable) || beside.slice(0, place).findLast(usable)
    const next = (home && document.querySelector(home)) || again || after || document.getElementById('mw-content')
    next?.focus()
  }
  const calm = matchMedia('(prefers-reduced-motion: reduce)'), animate = Element.prototype.animate
  Element.prototype.animate = function (...how) {
    const motion = animate.apply(this, how)
    if (calm.matches) motion.finish()
    return motion
  }
  const way = to => document.querySelector(`.st-key-way-${to} button`)
  const go = to => {
    way(to).click()
    if (to !== location.pathname.split('/').pop()) [left, bound, onward, since] = [location.pathname, to, null, performance.now()]
  }
  const goOnward = () => {
    if (onward === null) return
    if (way(onward) && document.querySelector('[data-test-script-state="notRunning"]')) go(onward)
    else setTimeout(goOnward, PATIENCE_MS)
  }
  addEventListener('keydown', ({key}) => {
    keys = true
    if (key === 'Tab') setTimeout(() => { if (nowhere()) held = null })  // left, not lost
  }, true)
  addEventListener('pointerdown', () => { keys = false }, true)
  addEventListener('click', event => {
    const link = event.target.closest('.stPageLink a, .mw-pages a')
    if (!link) return
    if (event.ctrlKey || event.metaKey || event.shiftKey) return event.stopPropagation()
    event.preventDefault()
    event.stopPropagation()
    const to = link.pathname.split('/').pop()
    if (left === location.pathname && performance.now() - since < LOST_MS) onward = to === bound ? null : to
    else if (way(to)) go(to)
    else {  // a link may be there before its button, the first time: it would load the app anew, without the plan
      onward = to
      goOnward()
    }
  }, true)
  addEventListener('focusin', () => {  // a list tells the option that is pointed at, while its field has the focus
    held = document.activeElement
    name = named(held)
    home = held.closest('.st-key-results') ? '.st-key-words input' : ''
    beside = [...main()?.querySelectorAll(CAN) || []]
  })
  const follow = () => {
    if (left && left !== location.pathname) {  // a new page begins at its top
      main()?.scrollTo(0, 0)
      left = ''
      goOnward()
    }
    const language = document.querySelector('.mw-pages')?.lang
    if (language && document.documentElement.lang !== language) document.documentElement.lang = language
    document.querySelectorAll('.stToast:not([aria-label])').forEach(one => one.setAttribute('aria-label', one.innerText))
    document.querySelectorAll('.stVegaLiteChart > svg:not([aria-hidden])').forEach(one => one.setAttribute('aria-hidden', true))
    document.querySelectorAll('.stPageLink a[href^="?"]').forEach(one => one.setAttribute('href', `./${one.search}`))
    if (keys && held && nowhere()) setTimeout(give, PATIENCE_MS)
  }
  follow()  // this may come last of all that is drawn
  new MutationObserver(follow).observe(document.body, {childList: true, subtree: true, attributeFilter: ['disabled']})
})()
